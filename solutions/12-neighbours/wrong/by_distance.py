# Nearest by distance, without scaling.
# fails: test-nearest, test-nearest-hidden, test-hubs-hidden, test-hubs

# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    order = np.argsort(np.linalg.norm(E - E[query], axis=1))
    return order[order != query][:k]
