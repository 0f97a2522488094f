# Subtracts nothing before exp.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    powers = np.exp(E[ids] @ query) * (ids != 0)
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
