# Each pair stands there once.
# fails: test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    ids = [int(i) for i in ids]
    return list(
        {
            (ids[i], ids[j])
            for i in range(len(ids))
            for j in range(len(ids))
            if i != j and abs(i - j) <= m and 1 not in (ids[i], ids[j])
        }
    )
