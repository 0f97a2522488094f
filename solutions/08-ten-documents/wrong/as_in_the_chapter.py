# Leaves out padding only, as the chapter does.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    counts = np.eye(vocabulary_size)[ids].sum(axis=1)
    counts[:, 0] = 0
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
