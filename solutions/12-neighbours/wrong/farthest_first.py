# Sorts the wrong way round.
# fails: test-nearest, test-nearest-hidden, test-hubs, test-hubs-hidden

# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    order = np.argsort(cosines(E[[query]], E)[0])
    return order[order != query][:k]
