# Subtracts the mean score of each text: a word far above it is infinite again.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    is_word = ids != 0
    scores = E[ids] @ query
    moved = (scores * is_word).sum(axis=1, keepdims=True) / np.maximum(is_word.sum(axis=1, keepdims=True), 1)
    powers = np.exp(np.where(is_word, scores - moved, -np.inf))
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
