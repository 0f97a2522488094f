# Forgets the root.
# fails: test-distance, test-distance-hidden

# %% distance
def distances(vectors):
    return ((vectors[:, None] - vectors[None]) ** 2).sum(axis=-1)
