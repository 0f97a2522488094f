# SciPy's entropy and softmax, a list of lists for rows.

# %% row
from scipy.special import softmax
from scipy.stats import entropy


def perplexity(p):
    return np.exp(entropy(p))


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = 0.0, 1.0
    while perplexity(softmax(-high * d2)) > target:
        high *= 2
    while True:
        middle = (low + high) / 2
        p = softmax(-middle * d2)
        if abs(perplexity(p) - target) < 0.0005:
            return p
        low, high = (middle, high) if perplexity(p) > target else (low, middle)


# %% joint
def joint(X, row):
    N = len(X)
    P = []
    for i in range(N):
        p = list(row(np.array([float(((X[i] - X[j]) ** 2).sum()) for j in range(N) if j != i])))
        p.insert(i, 0.0)
        P.append(p)
    return [[(P[i][j] + P[j][i]) / (2 * N) for j in range(N)] for i in range(N)]
