# Makes row 0 zero in the table that it was given.
# fails: test-features-hidden

# %% features
def known_means(E, found, ids):
    E[0] = 0
    words = ids != 0
    good = words & found[ids]
    means = (E[ids] * good[:, :, np.newaxis]).sum(axis=1) / np.maximum(good.sum(axis=1, keepdims=True), 1)
    return means, good.sum(axis=1) / np.maximum(words.sum(axis=1), 1)
