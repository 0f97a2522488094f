# Returns a view for a single index.
# fails: test-lookup-hidden

# %% lookup
def lookup(E, ids):
    ids = np.asarray(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= len(E)):
        raise IndexError("out of range")
    return E[int(ids)] if ids.ndim == 0 else E[ids]
