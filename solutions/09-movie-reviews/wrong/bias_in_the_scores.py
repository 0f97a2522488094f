# Puts the bias into the scores, where a sentence without words loses it.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = ids != 0
    return np.where(mask, E[ids] @ w, 0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1) + b


def one_dimension(E, w, b):
    return (E @ w)[:, None] + b, np.ones(1), 0.0
