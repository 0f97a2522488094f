# Finds the word itself first.
# fails: test-nearest, test-nearest-hidden, test-hubs, test-hubs-hidden

# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    return np.argsort(-cosines(E[[query]], E)[0])[:k]
