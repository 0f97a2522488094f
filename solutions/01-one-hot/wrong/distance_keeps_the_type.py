# Whole numbers in, whole numbers out: the decimals of the distances are cut off.
# fails: test-distance-hidden

# %% distance
def distances(vectors):
    found = np.zeros((len(vectors), len(vectors)), dtype=vectors.dtype)
    for i, a in enumerate(vectors):
        for j, b in enumerate(vectors):
            found[i, j] = np.linalg.norm(a - b)
    return found
