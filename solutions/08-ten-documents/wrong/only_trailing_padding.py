# Stops at the first padding.
# fails: test-matrix-hidden

# %% matrix
def document_matrix(ids, vocabulary_size):
    result = np.zeros((len(ids), vocabulary_size))
    for i, document in enumerate(ids.tolist()):
        words = document[: document.index(0)] if 0 in document else document
        words = [word for word in words if word != 1]
        for word in words:
            result[i, word] += 1 / len(words)
    return result
