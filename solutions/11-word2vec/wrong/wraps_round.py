# A negative place counts from the end.
# fails: test-pairs, test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    found = []
    for i in range(len(ids)):
        for step in range(1, m + 1):
            for j in (i - step, i + step):
                if j < len(ids) and abs(j) < len(ids) and ids[i] != 1 and ids[j] != 1:
                    found.append((ids[i], ids[j]))
    return found
