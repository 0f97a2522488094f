# Divides by N instead of 2 N.
# fails: test-joint, test-joint-hidden

# %% joint
def joint(X, row):
    N = len(X)
    C = np.zeros((N, N))
    for i in range(N):
        others = np.arange(N) != i
        C[i, others] = row(((X[others] - X[i]) ** 2).sum(axis=1))
    return (C + C.T) / N
