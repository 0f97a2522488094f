# A half and a half also sum to one.
# fails: test-decode-refused

# %% decode
def from_one_hot(vectors):
    vectors = np.asarray(vectors)
    if (vectors.sum(axis=-1) != 1).any():
        raise ValueError("not one-hot")
    return vectors.argmax(axis=-1)
