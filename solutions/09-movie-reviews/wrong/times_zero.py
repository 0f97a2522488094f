# Multiplies padding by zero, which leaves nan what it is.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1) @ w + b


def one_dimension(E, w, b):
    return (E @ w)[:, None], np.ones(1), b
