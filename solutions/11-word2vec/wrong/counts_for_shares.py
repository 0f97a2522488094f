# Divides by the count instead of the share.
# fails: test-keep, test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    return np.where(counts == 0, 1, np.minimum(1, np.sqrt(t / np.maximum(counts, 1))))
