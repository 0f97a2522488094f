# The probability of being thrown away.
# fails: test-keep, test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    return 1 - np.minimum(1, np.sqrt(t * np.sum(counts) / np.maximum(counts, 1)))
