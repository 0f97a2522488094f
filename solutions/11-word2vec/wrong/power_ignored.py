# Draws words as often as they occur.
# fails: test-noise, test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    return counts / np.sum(counts)


def pick(P, u):
    return np.searchsorted(np.cumsum(P), u, side="right")
