# As many rows as the largest index needs, not as many as the vocabulary has.
# fails: test-scatter, test-scatter-hidden, test-layer, test-layer-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    if (ids < 0).any() or (ids >= vocabulary_size).any():
        raise IndexError("out of range")
    gradient = np.zeros((ids.max(initial=-1) + 1, upstream.shape[-1]))
    np.add.at(gradient, ids, upstream)
    return gradient
