# Takes out directions of the raw table.
# fails: test-common, test-common-hidden

# %% common
def without_common(E, directions):
    strongest = np.linalg.svd(E, full_matrices=False)[2][:directions]
    return E - E @ strongest.T @ strongest
