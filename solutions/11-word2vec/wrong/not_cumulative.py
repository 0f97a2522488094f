# Compares with single probabilities.
# fails: test-noise, test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    weights = np.where(counts > 0, counts.astype(float) ** power, 0)
    return weights / weights.sum()


def pick(P, u):
    return (np.asarray(u)[..., None] >= P).argmin(axis=-1)
