# Subtracts the largest score of the whole batch: texts with much smaller scores vanish.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    is_word = ids != 0
    scores = E[ids] @ query
    moved = np.where(is_word, scores, -np.inf).max(initial=-1e300)
    powers = np.exp(np.where(is_word, scores - moved, -np.inf))
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
