# Goes through the first axis only, so that a batch of sentences is scattered like one sentence.
# fails: test-scatter-hidden, test-layer-hidden

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    for index, row in zip(ids, upstream, strict=True):
        if np.any(index < 0):
            raise IndexError("out of range")
        gradient[index] += row
    return gradient
