# SciPy and scikit-learn do the work where they can.

# %% project
from sklearn.decomposition import PCA


def project(X, k):
    model = PCA(k, svd_solver="full").fit(X)
    return model.transform(X), model.explained_variance_ratio_.sum()


# %% row
def perplexity(p):
    from scipy.special import entr

    return np.exp(entr(p).sum())


def row(d2, target):
    from scipy.optimize import brentq
    from scipy.special import softmax

    if not 1 < target < len(d2):
        raise ValueError(target)
    unit = (d2 - d2.min()) / np.ptp(d2)
    beta = brentq(lambda b: perplexity(softmax(-b * unit)) - target, 0.0, 1e9)
    return softmax(-beta * unit)


# %% joint
def joint(X, row):
    from scipy.spatial.distance import cdist

    D, N = cdist(X, X, "sqeuclidean"), len(X)
    C = np.array([np.insert(row(np.delete(D[i], i)), i, 0.0) for i in range(N)])
    return (C + C.T) / C.sum() / 2


# %% tail
def loss(P, Y, a):
    from scipy.spatial.distance import pdist, squareform
    from scipy.special import rel_entr

    w = squareform((1 + pdist(Y, "sqeuclidean") / a) ** (-(a + 1) / 2))
    return rel_entr(P, w / w.sum()).sum()


def gradient(P, Y, a):
    from scipy.spatial.distance import pdist, squareform

    near = 1 + squareform(pdist(Y, "sqeuclidean")) / a
    w = near ** (-(a + 1) / 2) - np.eye(len(Y))
    springs = (P - w / w.sum()) / near
    return 2 * (1 + 1 / a) * (np.diag(springs.sum(axis=1)) - springs) @ Y


# %% continuity
from sklearn.manifold import trustworthiness


def continuity(X, Y, k):
    return trustworthiness(Y, X, n_neighbors=k)
