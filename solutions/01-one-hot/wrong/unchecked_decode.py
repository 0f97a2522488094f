# Takes the largest entry without asking whether the vector is one-hot.
# fails: test-decode-refused

# %% decode
def from_one_hot(vectors):
    return np.asarray(vectors).argmax(axis=-1)
