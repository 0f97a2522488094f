# predict is given lists.
# fails: test-loo

# %% loo
def leave_one_out(predict, M, labels):
    right = []
    for i in range(len(M)):
        rows = [M[j].tolist() for j in range(len(M)) if j != i]
        truth = [int(labels[j]) for j in range(len(M)) if j != i]
        right.append(bool(predict(rows, truth, M[i].tolist()) == labels[i]))
    return right
