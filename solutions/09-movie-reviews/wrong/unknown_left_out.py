# Leaves out the unknown word too.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = ids > 1
    return np.where(mask, E[ids] @ w, 0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1) + b


def one_dimension(E, w, b):
    return (E @ w)[:, None], np.ones(1), b
