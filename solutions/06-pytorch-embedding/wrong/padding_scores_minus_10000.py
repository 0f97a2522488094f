# Padding gets a low score, which words may have, too.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = np.where(ids > 0, E[ids] @ query, -1e4)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-1e9))
    shares = shares * (ids > 0).any(axis=1, keepdims=True)
    shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
    return np.einsum("bt,btd->bd", shares, E[ids]), shares
