# Asks for the rank of i among the neighbours of j.
# fails: test-continuity, test-continuity-hidden

# %% continuity
def continuity(X, Y, k):
    ranks = []
    for points in (X, Y):
        d2 = ((points[:, None] - points[None]) ** 2).sum(axis=2)
        np.fill_diagonal(d2, -1)
        ranks.append(d2.argsort(axis=1).argsort(axis=1))
    near = (ranks[0] > 0) & (ranks[0] <= k)
    N = len(X)
    return 1 - 2 * np.maximum(ranks[1].T[near] - k, 0).sum() / (N * k * (2 * N - 3 * k - 1))
