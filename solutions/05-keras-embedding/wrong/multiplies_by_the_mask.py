# Sets padding to zero before the maximum, so that zero wins where all numbers are negative.
# fails: test-pool, test-pool-hidden

# %% pool
def masked_mean(vectors, mask):
    if mask is None:
        mask = np.ones(vectors.shape[:2], dtype=bool)
    return (vectors * mask[..., None]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None]


def masked_max(vectors, mask):
    if mask is None:
        mask = np.ones(vectors.shape[:2], dtype=bool)
    return (vectors * mask[..., None]).max(axis=1)
