# Takes the gaps out first, so that their neighbours move together.
# fails: test-pairs, test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    ids = [i for i in ids if i != 1]
    return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if i != j and abs(i - j) <= m]
