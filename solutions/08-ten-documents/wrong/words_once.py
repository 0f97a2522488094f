# A word that comes twice counts once.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    present = (ids[..., np.newaxis] == np.arange(vocabulary_size)).any(axis=1).astype(float)
    present[:, :2] = 0
    return present / np.maximum(present.sum(axis=1, keepdims=True), 1)
