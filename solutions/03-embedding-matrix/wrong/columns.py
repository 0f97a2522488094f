# Takes columns instead of rows.
# fails: test-lookup, test-lookup-hidden

# %% lookup
def lookup(E, ids):
    ids = np.asarray(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= len(E)):
        raise IndexError("out of range")
    return E[:, ids % E.shape[1]]
