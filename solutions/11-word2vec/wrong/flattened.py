# Gives a flat array of words.
# fails: test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    weights = np.where(counts > 0, counts.astype(float) ** power, 0)
    return weights / weights.sum()


def pick(P, u):
    return np.searchsorted(np.cumsum(P), np.ravel(u), side="right")
