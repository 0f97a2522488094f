# Does as Keras does: not a number for a sentence without words.
# fails: test-pool-hidden

# %% pool
def masked_mean(vectors, mask):
    if mask is None:
        return vectors.mean(axis=1)
    return np.where(mask[..., None], vectors, 0).sum(axis=1) / mask.sum(axis=1)[:, None]


def masked_max(vectors, mask):
    if mask is None:
        return vectors.max(axis=1)
    return np.where(mask[..., None], vectors, -np.inf).max(axis=1)
