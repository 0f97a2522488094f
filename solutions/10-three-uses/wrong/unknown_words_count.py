# Takes the rows of words that were not found into the mean.
# fails: test-features, test-features-hidden

# %% features
def known_means(E, found, ids):
    is_word = ids > 0
    good = is_word & found[ids]
    means = (E[ids] * is_word[:, :, None]).sum(axis=1) / np.maximum(is_word.sum(axis=1), 1)[:, None]
    return means, good.sum(axis=1) / np.maximum(is_word.sum(axis=1), 1)
