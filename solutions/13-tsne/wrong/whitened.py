# Forgets the singular values, so that all directions are equally wide.
# fails: test-project, test-project-hidden

# %% project
def project(X, k):
    U, s, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return U[:, :k], (s[:k] ** 2).sum() / (s**2).sum()
