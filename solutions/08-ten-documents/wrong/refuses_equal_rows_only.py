# Takes independent for all different.
# fails: test-scores-hidden

# %% scores
def word_scores(M, labels):
    if len(np.unique(M, axis=0)) < len(M):
        raise ValueError("a document occurs twice")
    return np.linalg.lstsq(M, 2.0 * np.asarray(labels) - 1, rcond=None)[0]
