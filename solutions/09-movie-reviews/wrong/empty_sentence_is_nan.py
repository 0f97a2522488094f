# Divides zero by zero for a sentence without words.
# fails: test-collapse, test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    mask = ids != 0
    with np.errstate(invalid="ignore"):
        return np.where(mask, E[ids] @ w, 0).sum(axis=1) / mask.sum(axis=1) + b


def one_dimension(E, w, b):
    return (E @ w)[:, None], np.ones(1), b
