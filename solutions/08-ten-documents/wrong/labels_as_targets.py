# Solves for 0 and 1, so that documents with label 0 end on the border.
# fails: test-scores, test-scores-hidden

# %% scores
def word_scores(M, labels):
    if np.linalg.matrix_rank(M) < len(M):
        raise ValueError("dependent rows")
    return np.linalg.pinv(M) @ np.asarray(labels, dtype=float)
