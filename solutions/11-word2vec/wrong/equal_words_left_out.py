# Compares words instead of places.
# fails: test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    return [
        (ids[i], ids[j])
        for i in range(len(ids))
        for j in range(len(ids))
        if ids[i] != ids[j] and abs(i - j) <= m and 1 not in (ids[i], ids[j])
    ]
