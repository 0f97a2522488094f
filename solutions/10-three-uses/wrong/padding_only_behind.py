# Takes the first places, as many as there are words: padding in front or between counts.
# fails: test-features-hidden

# %% features
def known_means(E, found, ids):
    means, shares = np.zeros((len(ids), E.shape[1])), np.zeros(len(ids))
    for t, text in enumerate(ids):
        words = text[: (text > 0).sum()]
        good = words[found[words] & (words > 0)]
        if len(words):
            shares[t] = len(good) / len(words)
        if len(good):
            means[t] = E[good].mean(axis=0)
    return means, shares
