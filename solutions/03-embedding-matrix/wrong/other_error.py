# Another kind of error than the one that was asked for.
# fails: test-lookup-hidden


# %% lookup
def lookup(E, ids):
    ids = np.asarray(ids, dtype=int)
    if ((ids < 0) | (ids >= len(E))).any():
        raise ValueError("index out of range")
    return E[ids]
