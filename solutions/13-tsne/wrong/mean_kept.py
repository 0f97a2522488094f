# Decomposes without subtracting the mean.
# fails: test-project, test-project-hidden

# %% project
def project(X, k):
    U, s, _ = np.linalg.svd(X, full_matrices=False)
    return U[:, :k] * s[:k], (s[:k] ** 2).sum() / (s**2).sum()
