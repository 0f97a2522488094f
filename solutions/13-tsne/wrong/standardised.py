# Divides each column by its standard deviation first.
# fails: test-project-hidden

# %% project
def project(X, k):
    centred = (X - X.mean(axis=0)) / X.std(axis=0)
    U, s, _ = np.linalg.svd(centred * np.sqrt(X.var(axis=0).mean()), full_matrices=False)
    return U[:, :k] * s[:k], (s[:k] ** 2).sum() / (s**2).sum()
