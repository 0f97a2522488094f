# Takes the share of positive sentences for the bias.
# fails: test-bayes, test-bayes-hidden

# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    p, q = (np.bincount(ids[labels == label].ravel(), minlength=vocabulary_size)[2:] + 1 for label in (1, 0))
    scores = np.log(p / p.sum()) - np.log(q / q.sum())
    return np.concatenate([[0, 0], scores]), np.log(labels.mean())
