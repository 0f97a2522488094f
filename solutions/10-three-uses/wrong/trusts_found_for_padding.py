# Leaves padding out only if found says that it was not found.
# fails: test-features-hidden

# %% features
def known_means(E, found, ids):
    is_word = ids > 0
    good = found[ids]
    means = (E[ids] * good[:, :, None]).sum(axis=1) / np.maximum(good.sum(axis=1), 1)[:, None]
    return means, good.sum(axis=1) / np.maximum(is_word.sum(axis=1), 1)
