# Padding counts as a word.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    counts = (ids[..., np.newaxis] == np.arange(vocabulary_size)).sum(axis=1).astype(float)
    counts[:, 1] = 0
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
