# Refuses only when these labels cannot be fitted.
# fails: test-scores, test-scores-hidden

# %% scores
def word_scores(M, labels):
    targets = 2.0 * np.asarray(labels) - 1
    scores = np.linalg.lstsq(M, targets, rcond=None)[0]
    if not np.array_equal(np.sign(M @ scores), targets):
        raise ValueError("these labels do not fit")
    return scores
