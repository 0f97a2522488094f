# Fancy-index addition, which adds a repeated index only once.
# fails: test-matrix, test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    counts = np.zeros((len(ids), vocabulary_size))
    for i, document in enumerate(ids):
        counts[i, document] += 1
        counts[i, :2] = 0
        counts[i] /= max((document > 1).sum(), 1)
    return counts
