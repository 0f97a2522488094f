# Lets NumPy take -1 for the last row.
# fails: test-scatter-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    np.add.at(gradient, ids, upstream)
    return gradient
