# Makes an array of a list of means: of no texts it has no columns.
# fails: test-features, test-features-hidden

# %% features
def known_means(E, found, ids):
    means, shares = [], []
    for text in ids:
        words = text[text != 0]
        good = words[found[words]]
        means.append(E[good].mean(axis=0) if len(good) else np.zeros(E.shape[1]))
        shares.append(len(good) / max(len(words), 1))
    return np.array(means), np.array(shares)
