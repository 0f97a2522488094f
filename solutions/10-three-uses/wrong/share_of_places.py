# Divides the share by the padded length.
# fails: test-features, test-features-hidden

# %% features
def known_means(E, found, ids):
    is_word = ids > 0
    good = is_word & found[ids]
    means = (E[ids] * good[:, :, None]).sum(axis=1) / np.maximum(good.sum(axis=1), 1)[:, None]
    return means, good.mean(axis=1)
