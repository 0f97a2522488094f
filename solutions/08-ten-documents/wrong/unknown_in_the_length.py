# The column of the unknown word is empty, but it still counts as a word.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    counts = np.eye(vocabulary_size)[ids].sum(axis=1)
    counts[:, :2] = 0
    return counts / np.maximum((ids != 0).sum(axis=1, keepdims=True), 1)
