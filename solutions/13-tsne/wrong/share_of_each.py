# One share for each direction, not one together.
# fails: test-project, test-project-hidden

# %% project
def project(X, k):
    U, s, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return U[:, :k] * s[:k], s[:k] ** 2 / (s**2).sum()
