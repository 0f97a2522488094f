# Subtracts the mean in place.
# fails: test-project-hidden

# %% project
def project(X, k):
    X -= X.mean(axis=0)
    U, s, _ = np.linalg.svd(X, full_matrices=False)
    return U[:, :k] * s[:k], (s[:k] ** 2).sum() / (s**2).sum()
