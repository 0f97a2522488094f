# Subtracts the mean of all numbers instead of that of each column.
# fails: test-project-hidden

# %% project
def project(X, k):
    U, s, _ = np.linalg.svd(X - X.mean(), full_matrices=False)
    return U[:, :k] * s[:k], (s[:k] ** 2).sum() / (s**2).sum()
