# Forgets the root.
# fails: test-keep, test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    return np.where(counts == 0, 1, np.minimum(1, t * np.sum(counts) / np.maximum(counts, 1)))
