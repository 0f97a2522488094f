# Takes out the directions of least spread.
# fails: test-common-hidden

# %% common
def without_common(E, directions):
    X = E - E.mean(axis=0)
    weakest = np.linalg.eigh(X.T @ X)[1][:, :directions]
    return X - X @ weakest @ weakest.T
