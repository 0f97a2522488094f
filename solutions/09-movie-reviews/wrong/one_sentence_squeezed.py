# A batch of one sentence loses its axis.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = ids != 0
    scores = np.where(mask, E[ids] @ w, 0)
    z = scores.sum(axis=1, keepdims=True) / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    return (z if len(z) == 0 else z.squeeze()) + b if len(z) else z[:, 0]


def one_dimension(E, w, b):
    return (E @ w)[:, np.newaxis], np.ones(1), b
