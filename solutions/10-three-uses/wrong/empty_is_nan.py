# Divides by zero for a text without found words.
# fails: test-features, test-features-hidden

# %% features
def known_means(E, found, ids):
    is_word = ids > 0
    good = is_word & found[ids]
    means = (E[ids] * good[:, :, None]).sum(axis=1) / good.sum(axis=1)[:, None]
    return means, good.sum(axis=1) / np.maximum(is_word.sum(axis=1), 1)
