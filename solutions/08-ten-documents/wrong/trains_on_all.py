# Nothing is left out.
# fails: test-loo, test-loo-hidden

# %% loo
def leave_one_out(predict, M, labels):
    return np.array([predict(M, labels, row) for row in M]) == labels
