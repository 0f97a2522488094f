# Keeps the first factor of each vector instead of its product with w.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = ids != 0
    return np.where(mask, E[ids] @ w, 0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1) + b


def one_dimension(E, w, b):
    return E[:, :1], w[:1], b
