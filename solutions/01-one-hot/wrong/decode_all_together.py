# As many ones as vectors, but two in the one and none in the other.
# fails: test-decode-refused

# %% decode
def from_one_hot(vectors):
    if not np.isin(vectors, [0, 1]).all() or vectors.sum() != vectors[..., 0].size:
        raise ValueError("not one-hot")
    return vectors.argmax(axis=-1)
