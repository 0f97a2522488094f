# The best approximation, also where no exact solution is promised.
# fails: test-scores, test-scores-hidden

# %% scores
def word_scores(M, labels):
    return np.linalg.lstsq(M, 2.0 * np.asarray(labels) - 1, rcond=None)[0]
