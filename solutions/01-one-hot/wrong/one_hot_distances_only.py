# Knows the answer for one-hot vectors, and computes nothing.
# fails: test-distance, test-distance-hidden

# %% distance
def distances(vectors):
    return np.sqrt(2) * (1 - np.eye(len(vectors)))
