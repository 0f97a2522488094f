# One index for all vectors together, as argmax gives it without an axis.
# fails: test-decode, test-decode-hidden, test-decode-refused

# %% decode
def from_one_hot(vectors):
    if not np.isin(vectors, [0, 1]).all() or (vectors.sum(axis=-1) != 1).any():
        raise ValueError("not one-hot")
    return vectors.argmax()
