# SciPy and scikit-learn do the work.

# %% cosines
from sklearn.metrics.pairwise import cosine_similarity


def cosines(A, B):
    if not len(A) or not len(B):
        return np.zeros((len(A), len(B)))
    return cosine_similarity(A, B)


# %% nearest
def nearest(E, query, k):
    if query not in range(len(E)):
        raise IndexError("no such row")
    scores = cosine_similarity(E[query : query + 1], E).ravel()
    scores[query] = -np.inf
    return np.argsort(scores)[::-1][: min(k, len(E) - 1)]


# %% analogy
from sklearn.preprocessing import normalize


def analogy(E, a, b, c, exclude):
    unit = normalize(E)
    scores = cosine_similarity([unit[b] - unit[a] + unit[c]], E)[0]
    return max((i for i in range(len(E)) if not exclude or i not in {a, b, c}), key=scores.__getitem__)


# %% hubs
from collections import Counter


def k_occurrence(E, k):
    found = Counter(int(i) for query in range(len(E)) for i in nearest(E, query, k))
    return [found[i] for i in range(len(E))]


# %% common
from sklearn.decomposition import PCA


def without_common(E, directions):
    X = E - E.mean(axis=0)
    if directions == 0:
        return X
    axes = PCA(directions, svd_solver="full").fit(X).components_
    return X - X @ axes.T @ axes
