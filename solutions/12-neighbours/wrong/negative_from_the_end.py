# Lets a negative query count from the end.
# fails: test-nearest-hidden

# %% nearest
def nearest(E, query, k):
    order = np.argsort(-cosines(E[[query]], E)[0])
    return order[order != query][:k]
