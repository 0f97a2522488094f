# Padding and unknown words count in the totals.
# fails: test-bayes, test-bayes-hidden

# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    p, q = (np.bincount(ids[labels == label].ravel(), minlength=vocabulary_size) + 1 for label in (1, 0))
    scores = np.log(p / p.sum()) - np.log(q / q.sum())
    scores[:2] = 0
    return scores, np.log((labels == 1).sum() / (labels == 0).sum())
