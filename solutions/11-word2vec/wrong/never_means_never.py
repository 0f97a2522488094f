# Words that never occur get probability 0.
# fails: test-keep, test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    return np.where(counts == 0, 0, np.minimum(1, np.sqrt(t * np.sum(counts) / np.maximum(counts, 1))))
