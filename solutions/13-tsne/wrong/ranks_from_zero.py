# Ranks count from 0.
# fails: test-continuity, test-continuity-hidden

# %% continuity
def continuity(X, Y, k):
    ranks = []
    for points in (X, Y):
        d2 = ((points[:, None] - points[None]) ** 2).sum(axis=2)
        np.fill_diagonal(d2, np.inf)
        ranks.append(d2.argsort(axis=1).argsort(axis=1))
    r, m = ranks
    near = r < k
    N = len(X)
    return 1 - 2 * np.maximum(m[near] - k, 0).sum() / (N * k * (2 * N - 3 * k - 1))
