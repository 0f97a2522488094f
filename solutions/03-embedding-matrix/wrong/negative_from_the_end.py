# Lets NumPy take -1 for the last row.
# fails: test-lookup-hidden

# %% lookup
def lookup(E, ids):
    return E[np.asarray(ids, dtype=int)].copy()
