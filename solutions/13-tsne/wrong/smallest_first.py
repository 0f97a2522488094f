# eigh sorts upwards: takes the directions with least variance.
# fails: test-project, test-project-hidden

# %% project
def project(X, k):
    centred = X - X.mean(axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred)
    return centred @ directions[:, :k], values[:k].sum() / values.sum()
