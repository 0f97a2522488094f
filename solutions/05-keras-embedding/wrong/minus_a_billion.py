# Marks padding by a number that words can fall below.
# fails: test-pool-hidden

# %% pool
def masked_mean(vectors, mask):
    if mask is None:
        mask = np.ones(vectors.shape[:2], dtype=bool)
    total = np.where(mask[..., np.newaxis], vectors, 0).sum(axis=1)
    return total / np.maximum(mask.sum(axis=1, keepdims=True), 1)


def masked_max(vectors, mask):
    if mask is None:
        mask = np.ones(vectors.shape[:2], dtype=bool)
    largest = np.where(mask[..., np.newaxis], vectors, -1e9).max(axis=1)
    return np.where(mask.any(axis=1, keepdims=True), largest, 0)
