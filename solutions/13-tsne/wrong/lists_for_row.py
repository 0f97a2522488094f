# row is given a list.
# fails: test-joint

# %% joint
def joint(X, row):
    P = np.zeros((len(X), len(X)))
    for i, x in enumerate(X):
        rest = np.delete(np.arange(len(X)), i)
        p = np.asarray(row(np.square(X[rest] - x).sum(axis=-1).tolist()))
        P[i, rest] += p
        P[rest, i] += p
    return P / P.sum()
