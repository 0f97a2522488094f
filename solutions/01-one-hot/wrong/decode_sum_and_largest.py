# Sum 1 and largest entry 1: so has (1, 0.5, -0.5).
# fails: test-decode-refused

# %% decode
def from_one_hot(vectors):
    if (vectors.sum(axis=-1) != 1).any() or (vectors.max(axis=-1) != 1).any():
        raise ValueError("not one-hot")
    return vectors.argmax(axis=-1)
