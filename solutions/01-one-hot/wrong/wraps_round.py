# No range check: -1 means the last word, and a large index raises IndexError.
# fails: test-one-hot-edges

# %% one-hot
def one_hot(indices, depth):
    return np.eye(depth)[np.asarray(indices, dtype=int)]
