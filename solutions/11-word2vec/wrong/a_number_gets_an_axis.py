# A single number comes back as an array of one.
# fails: test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    raised = np.where(counts > 0, counts ** float(power), 0)
    return raised / raised.sum()


def pick(P, u):
    return np.searchsorted(np.cumsum(P), np.atleast_1d(u), side="right")
