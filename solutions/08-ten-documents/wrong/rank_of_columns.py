# Asks for independent columns instead of rows.
# fails: test-scores, test-scores-hidden

# %% scores
def word_scores(M, labels):
    if np.linalg.matrix_rank(M) < M.shape[1]:
        raise ValueError("dependent")
    return np.linalg.pinv(M) @ (2 * np.asarray(labels) - 1)
