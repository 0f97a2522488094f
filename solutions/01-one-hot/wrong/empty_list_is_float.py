# Forgets that an empty list makes an array of floating-point numbers, which cannot be indices.
# fails: test-one-hot-edges

# %% one-hot
def one_hot(indices, depth):
    indices = np.array(indices)
    if (indices < 0).any() or (indices >= depth).any():
        raise ValueError("out of range")
    return np.eye(depth)[indices]
