# Lets rare words have a probability above 1.
# fails: test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    share = np.maximum(counts, 1) / np.sum(counts)
    return np.where(counts == 0, 1, np.sqrt(t / share))
