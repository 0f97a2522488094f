# Stops one place early on the right.
# fails: test-pairs, test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    return [
        (ids[i], ids[j])
        for i in range(len(ids))
        for j in range(max(0, i - m), min(len(ids), i + m))
        if j != i and ids[i] != 1 and ids[j] != 1
    ]
