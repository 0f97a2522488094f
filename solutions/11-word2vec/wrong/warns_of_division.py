# Divides by zero and repairs it afterwards.
# fails: test-keep, test-keep-hidden

# %% keep
def keep_probabilities(counts, t):
    np.seterr(divide="raise")
    return np.minimum(1, np.sqrt(t / (counts / counts.sum())))
