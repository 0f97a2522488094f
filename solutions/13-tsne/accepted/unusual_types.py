# Unusual but right types: subclasses of arrays and errors, lists, tuples, single precision, Fortran order.

# %% project
class Shadow(np.ndarray):
    """An array that calls itself a shadow."""


def project(X, k):
    centred = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(centred, full_matrices=False)
    Y = -np.asfortranarray(centred @ Vt[:k].T)
    return [Y.view(Shadow), np.float64(1 - (s[k:] ** 2).sum() / (s**2).sum())]


# %% row
class Unreachable(ValueError):
    """No beta leads to this perplexity."""


def perplexity(p):
    p = np.asarray(p, dtype=np.longdouble)
    return float(np.prod([float(each) ** -float(each) for each in p if each > 0]))


def row(d2, target):
    if target <= 1 or len(d2) <= target:
        raise Unreachable
    excess = (d2 - d2.min()) / (d2.max() - d2.min())
    low, high = 0.0, 1e9
    for _ in range(80):
        p = np.exp(-(low + high) / 2 * excess)
        p = p / p.sum()
        if perplexity(p) > target:
            low = (low + high) / 2
        else:
            high = (low + high) / 2
    return p.tolist()


# %% joint
def joint(X, row):
    C = []
    for i, x in enumerate(X):
        p = list(row(np.sum(np.square(np.delete(X, i, axis=0) - x), axis=1)))
        C.append([*p[:i], 0.0, *p[i:]])
    C = np.array(C)
    return ((C + C.T) / (2 * len(X))).astype(np.float32)


# %% tail
def loss(P, Y, a):
    w = (1 + ((Y[:, None] - Y) ** 2).sum(axis=-1) / a) ** (-(a + 1) / 2) * (1 - np.eye(len(Y)))
    pair = np.nonzero(P)
    return np.array(np.log(P[pair] / w[pair] * w.sum()) @ P[pair])


def gradient(P, Y, a):
    near = 1 + ((Y[:, None] - Y) ** 2).sum(axis=-1) / a
    w = near ** (-(a + 1) / 2) * (1 - np.eye(len(Y)))
    springs = (P - w / w.sum()) / near
    return tuple((2 * (a + 1) / a * (springs.sum(axis=1)[:, None] * Y - springs @ Y)).tolist())


# %% continuity
def continuity(X, Y, k):
    N = len(X)
    lost = 0
    for x, y in zip(X, Y, strict=True):
        near = np.argsort(((X - x) ** 2).sum(axis=1))[1 : k + 1]
        order = np.argsort(((Y - y) ** 2).sum(axis=1)).tolist()
        lost += sum(max(order.index(j), k) - k for j in near)
    return np.float32(1 - 2 * lost / (N * k * (2 * N - 3 * k - 1)))
