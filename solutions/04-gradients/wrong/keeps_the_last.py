# Adds with an index list, so that of repeated rows only the last is kept.
# fails: test-scatter-hidden, test-layer-hidden, test-lazy, test-lazy-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    if (ids < 0).any() or (ids >= vocabulary_size).any():
        raise IndexError("out of range")
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    gradient[ids] += upstream
    return gradient
