# Lets depth itself pass the range check, then wraps it round to the first word.
# fails: test-one-hot-edges

# %% one-hot
def one_hot(indices, depth):
    indices = np.asarray(indices, dtype=int)
    if indices.size and (indices.min() < 0 or indices.max() > depth):
        raise ValueError("out of range")
    return np.eye(depth)[indices % depth]
