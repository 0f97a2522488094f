# Pairs with the words behind only.
# fails: test-pairs, test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    return [
        (ids[i], ids[j])
        for i in range(len(ids))
        for j in range(i + 1, min(len(ids), i + m + 1))
        if 1 not in (ids[i], ids[j])
    ]
