# Takes every row that equals row 0 for padding.
# fails: test-mean-hidden


# %% mean
def mean_vector(E, ids):
    rows = E[ids]
    mask = (rows != E[0]).any(axis=-1, keepdims=True)
    return (rows * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)
