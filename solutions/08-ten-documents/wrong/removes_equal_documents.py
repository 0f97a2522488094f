# Leaves out every document with the same words.
# fails: test-loo-hidden

# %% loo
def leave_one_out(predict, M, labels):
    right = []
    for i, row in enumerate(M):
        others = np.any(row != M, axis=1)
        right.append(predict(M[others], labels[others], row) == labels[i])
    return np.array(right)
