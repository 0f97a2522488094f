# Compares and forgets to make numbers of the answers.
# fails: test-one-hot-hidden

# %% one-hot
def one_hot(indices, depth):
    indices = np.array(indices, dtype=int)
    if (indices < 0).any() or (indices >= depth).any():
        raise ValueError("out of range")
    return indices[..., np.newaxis] == np.arange(depth)
