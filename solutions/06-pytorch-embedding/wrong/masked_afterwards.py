# Sets the weights of padding to 0 at the end, so that the others do not add up to 1.
# fails: test-matter, test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = E[ids] @ query
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True) * (ids != 0)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
