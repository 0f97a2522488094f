# The column of padding is empty, but the padded length still divides.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    counts = (ids[..., np.newaxis] == np.arange(vocabulary_size)).mean(axis=1)
    counts[:, :2] = 0
    return counts
