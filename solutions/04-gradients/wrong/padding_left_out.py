# Takes index 0 for padding and gives it no gradient.
# fails: test-scatter-hidden, test-layer-hidden, test-lazy, test-lazy-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    if (ids < 0).any():
        raise IndexError("out of range")
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    np.add.at(gradient, ids, upstream)
    gradient[0] = 0
    return gradient
