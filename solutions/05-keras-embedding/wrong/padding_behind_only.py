# Counts the words and takes the first ones, as if padding stood behind only.
# fails: test-pool-hidden

# %% pool
def masked_mean(vectors, mask):
    if mask is None:
        return vectors.mean(axis=1)
    found = np.zeros((len(vectors), vectors.shape[2]))
    for row, length in enumerate(mask.sum(axis=1)):
        if length:
            found[row] = vectors[row, :length].mean(axis=0)
    return found


def masked_max(vectors, mask):
    if mask is None:
        return vectors.max(axis=1)
    found = np.zeros((len(vectors), vectors.shape[2]))
    for row, length in enumerate(mask.sum(axis=1)):
        if length:
            found[row] = vectors[row, :length].max(axis=0)
    return found
