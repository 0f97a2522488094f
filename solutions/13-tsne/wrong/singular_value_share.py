# The share of singular values instead of their squares.
# fails: test-project, test-project-hidden

# %% project
def project(X, k):
    U, s, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return U[:, :k] * s[:k], s[:k].sum() / s.sum()
