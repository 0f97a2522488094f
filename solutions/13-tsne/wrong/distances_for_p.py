# Gives row distances that are not squared.
# fails: test-joint-hidden

# %% joint
def joint(X, row):
    N = len(X)
    C = np.zeros((N, N))
    for i in range(N):
        others = np.arange(N) != i
        C[i, others] = row(np.linalg.norm(X[others] - X[i], axis=1))
    return (C + C.T) / (2 * N)
