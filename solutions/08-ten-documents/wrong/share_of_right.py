# Returns the accuracy instead of a truth value for each document.
# fails: test-loo, test-loo-hidden


# %% loo
def leave_one_out(predict, M, labels):
    verdicts = [predict(np.delete(M, i, axis=0), np.delete(labels, i), M[i]) for i in range(len(M))]
    return float(np.mean(np.array(verdicts) == labels))
