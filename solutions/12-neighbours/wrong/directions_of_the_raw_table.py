# Subtracts the mean, but looks for the directions before that.
# fails: test-common-hidden

# %% common
def without_common(E, directions):
    strongest = np.linalg.svd(E, full_matrices=False)[2][:directions]
    X = E - E.mean(axis=0)
    return X - X @ strongest.T @ strongest
