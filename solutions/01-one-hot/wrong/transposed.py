# Words in columns: shape (depth, T).
# fails: test-one-hot, test-one-hot-hidden, test-one-hot-edges

# %% one-hot
def one_hot(indices, depth):
    indices = np.asarray(indices, dtype=int)
    if indices.size and (indices.min() < 0 or indices.max() >= depth):
        raise ValueError("out of range")
    return np.eye(depth)[indices].T.copy()
