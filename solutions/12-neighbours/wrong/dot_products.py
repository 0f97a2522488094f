# Gives dot products.
# fails: test-cosines, test-cosines-hidden, test-nearest-hidden, test-hubs, test-hubs-hidden

# %% cosines
def cosines(A, B):
    return A @ B.T
