# Works for sentences, not for batches.
# fails: test-one-hot, test-one-hot-hidden, test-one-hot-edges

# %% one-hot
def one_hot(indices, depth):
    vectors = np.zeros((len(indices), depth))
    for row, index in enumerate(indices):
        if not 0 <= index < depth:
            raise ValueError("out of range")
        vectors[row, index] = 1
    return vectors
