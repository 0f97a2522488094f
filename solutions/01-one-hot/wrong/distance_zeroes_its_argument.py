# Overwrites the vectors with zeros, and returns them.
# fails: test-distance, test-distance-hidden

# %% distance
def distances(vectors):
    vectors[:] = 0
    return vectors
