# One direction, whatever was asked.
# fails: test-common, test-common-hidden

# %% common
def without_common(E, directions):
    X = E - E.mean(axis=0)
    first = np.linalg.svd(X, full_matrices=False)[2][0]
    return X - np.outer(X @ first, first)
