# Padding is filled with the lowest number of float32, though there are lower ones.
# fails: test-pool-hidden

# %% pool
def masked_mean(vectors, mask):
    if mask is None:
        return vectors.mean(axis=1)
    words = np.where(mask[..., np.newaxis], vectors, 0).sum(axis=1)
    return words / np.maximum(mask.sum(axis=1), 1)[:, np.newaxis]


def masked_max(vectors, mask):
    if mask is None:
        return vectors.max(axis=1)
    filled = np.where(mask[..., np.newaxis], vectors, np.finfo(np.float32).min)
    return np.where(mask.any(axis=1)[:, np.newaxis], filled.max(axis=1), 0)
