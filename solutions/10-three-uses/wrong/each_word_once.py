# Counts a word once, however often it stands in the text.
# fails: test-features-hidden

# %% features
def known_means(E, found, ids):
    means, shares = np.zeros((len(ids), E.shape[1])), np.zeros(len(ids))
    for t, text in enumerate(ids):
        words = np.unique(text[text > 0])
        good = words[found[words]]
        if len(good):
            means[t], shares[t] = E[good].mean(axis=0), found[text[text > 0]].mean()
    return means, shares
