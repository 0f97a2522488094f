# Divides by the length of the batch.
# fails: test-collapse, test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    return (np.where(ids != 0, E[ids] @ w, 0)).sum(axis=1) / ids.shape[1] + b


def one_dimension(E, w, b):
    return (E @ w)[:, None], np.ones(1), b
