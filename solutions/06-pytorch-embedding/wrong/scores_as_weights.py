# Leaves out exp.
# fails: test-matter, test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = np.where(ids != 0, E[ids] @ query, 0)
    total = scores.sum(axis=1, keepdims=True)
    weights = scores / np.where(total == 0, 1, total)
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
