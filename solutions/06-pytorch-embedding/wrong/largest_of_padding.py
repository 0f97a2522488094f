# Subtracts the largest score with padding among them, so that words can vanish.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = E[ids] @ query
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf)) * (ids != 0)
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
