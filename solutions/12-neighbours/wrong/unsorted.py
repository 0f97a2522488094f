# The right ones in no order.
# fails: test-nearest, test-nearest-hidden

# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    order = np.argsort(-cosines(E[[query]], E)[0])
    return np.sort(order[order != query][:k])
