# Counts in how many sentences a word stands, repetitions once.
# fails: test-bayes, test-bayes-hidden

# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    present = (ids[:, :, None] == np.arange(vocabulary_size)).any(axis=1)
    p, q = (present[labels == label].sum(axis=0)[2:] + 1 for label in (1, 0))
    scores = np.log(p / p.sum()) - np.log(q / q.sum())
    return np.concatenate([[0, 0], scores]), np.log((labels == 1).sum() / (labels == 0).sum())
