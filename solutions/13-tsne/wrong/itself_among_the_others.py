# Gives row the point itself, at distance 0.
# fails: test-joint, test-joint-hidden

# %% joint
def joint(X, row):
    N = len(X)
    C = np.array([row(((X - x) ** 2).sum(axis=1)) for x in X])
    np.fill_diagonal(C, 0)
    return (C + C.T) / (2 * N)
