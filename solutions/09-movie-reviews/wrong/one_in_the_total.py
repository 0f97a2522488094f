# Adds 1 to the total instead of 1 for each word.
# fails: test-bayes, test-bayes-hidden

# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    p, q = (np.bincount(ids[labels == label].ravel(), minlength=vocabulary_size)[2:] for label in (1, 0))
    scores = np.log((p + 1) / (p.sum() + 1)) - np.log((q + 1) / (q.sum() + 1))
    return np.concatenate([[0, 0], scores]), np.log((labels == 1).sum() / (labels == 0).sum())
