# Scatters the whole batch once for each sentence, so that the gradient is too large by the size of the batch.
# fails: test-scatter, test-scatter-hidden, test-layer-hidden, test-lazy, test-lazy-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    if (ids < 0).any():
        raise IndexError("out of range")
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    for _ in ids:
        np.add.at(gradient, ids, upstream)
    return gradient
