# Lets the weights of the whole batch add up to 1.
# fails: test-matter, test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = np.where(ids != 0, E[ids] @ query, -np.inf)
    powers = np.exp(scores - scores.max(initial=-1e300))
    weights = powers / max(powers.sum(), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
