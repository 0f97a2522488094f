# Gives padding a score of -1000, which words can have too.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = np.where(ids != 0, E[ids] @ query, -1000.0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True) * (ids != 0)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
