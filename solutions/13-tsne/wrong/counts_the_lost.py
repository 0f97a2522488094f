# Counts the lost neighbours, but not how far they went.
# fails: test-continuity, test-continuity-hidden

# %% continuity
def continuity(X, Y, k):
    ranks = []
    for points in (X, Y):
        d2 = ((points[:, None] - points[None]) ** 2).sum(axis=2)
        np.fill_diagonal(d2, -1)
        ranks.append(d2.argsort(axis=1).argsort(axis=1))
    r, m = ranks
    near = (r > 0) & (r <= k)
    N = len(X)
    return 1 - 2 * (m[near] > k).sum() / (N * k * (2 * N - 3 * k - 1))
