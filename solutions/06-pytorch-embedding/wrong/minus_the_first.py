# Subtracts the score of the first word: a later one can lie far above it.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    is_word = ids != 0
    scores = E[ids] @ query
    moved = np.take_along_axis(scores, is_word.argmax(axis=1)[:, np.newaxis], axis=1)
    powers = np.exp(np.where(is_word, scores - moved, -np.inf))
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-300)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
