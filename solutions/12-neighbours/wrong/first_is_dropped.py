# Drops the first of the list, which need not be the query.
# fails: test-nearest-hidden, test-hubs, test-hubs-hidden

# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    return np.argsort(-cosines(E[[query]], E)[0], kind="stable")[1 : k + 1]
