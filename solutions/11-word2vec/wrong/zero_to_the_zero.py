# Words that never occur come back when the power is 0.
# fails: test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    return weights / weights.sum()


def pick(P, u):
    return np.searchsorted(np.cumsum(P), u, side="right")
