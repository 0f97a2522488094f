# The places of all ones in one row: the shape of a batch is lost.
# fails: test-decode-hidden

# %% decode
def from_one_hot(vectors):
    if not np.isin(vectors, [0, 1]).all() or (vectors.sum(axis=-1) != 1).any():
        raise ValueError("not one-hot")
    return np.where(vectors == 1)[-1]
