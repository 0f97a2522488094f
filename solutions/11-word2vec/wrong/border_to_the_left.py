# A number on a border belongs to the word before.
# fails: test-noise-hidden, test-noise

# %% noise
def noise_distribution(counts, power):
    weights = np.where(counts > 0, counts.astype(float) ** power, 0)
    return weights / weights.sum()


def pick(P, u):
    return np.searchsorted(np.cumsum(P), u)
