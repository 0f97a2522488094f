# Normalises before the power.
# fails: test-noise, test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    share = counts / np.sum(counts)
    return np.where(share > 0, share**power, 0)


def pick(P, u):
    return np.searchsorted(np.cumsum(P), u, side="right")
