# Stops as soon as the signs are right, however near to 0.
# fails: test-scores-hidden

# %% scores
def word_scores(M, labels):
    if np.linalg.matrix_rank(M) < len(M):
        raise ValueError("the rows of M are not linearly independent")
    y, s = 2 * np.asarray(labels) - 1, np.zeros(M.shape[1])
    while (y * (M @ s) <= 0).any():
        i = np.argmin(y * (M @ s))
        s = s + 0.1 * y[i] * M[i]
    return s
