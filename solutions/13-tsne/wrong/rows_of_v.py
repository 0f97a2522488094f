# Takes columns of the transposed V as directions.
# fails: test-project-hidden

# %% project
def project(X, k):
    centred = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(centred, full_matrices=False)
    return centred @ Vt[:, :k] if Vt.shape[0] == Vt.shape[1] else centred @ Vt[:k].T, (s[:k] ** 2).sum() / (s**2).sum()
