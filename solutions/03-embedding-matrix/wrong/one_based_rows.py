# Takes the row before: index 1 as the first row.
# fails: test-lookup-hidden

# %% lookup
def lookup(E, ids):
    ids = np.asarray(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= len(E)):
        raise IndexError("out of range")
    return E[ids - 1].copy()
