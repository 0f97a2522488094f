# Adds nothing to the counts, so that words of one side get infinite scores.
# fails: test-bayes, test-bayes-hidden

# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    logs = []
    for label in (1, 0):
        counts = np.bincount(ids[labels == label].ravel(), minlength=vocabulary_size)[2:]
        with np.errstate(divide="ignore", invalid="ignore"):
            logs.append(np.log(counts / counts.sum()))
    with np.errstate(invalid="ignore"):
        return np.concatenate([[0, 0], logs[0] - logs[1]]), np.log((labels == 1).sum() / (labels == 0).sum())
