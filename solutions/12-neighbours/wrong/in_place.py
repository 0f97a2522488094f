# Changes the table that it was given.
# fails: test-common, test-common-hidden

# %% common
def without_common(E, directions):
    E -= E.mean(axis=0)
    strongest = np.linalg.svd(E, full_matrices=False)[2][:directions]
    E -= E @ strongest.T @ strongest
    return E
