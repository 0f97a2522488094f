# Plain loops over points and pairs.

# %% project
def project(X, k):
    centred = X - sum(X) / len(X)
    values, directions = np.linalg.eigh(centred.T @ centred)
    order = sorted(range(len(values)), key=lambda i: -values[i])[:k]
    coordinates = np.array([[line @ directions[:, i] for i in order] for line in centred])
    return coordinates, sum(values[i] for i in order) / sum(values)


# %% row
def perplexity(p):
    entropy = 0.0
    for each in p:
        if each > 0:
            entropy -= each * np.log(each)
    return np.exp(entropy)


def row(d2, target):
    if target <= 1 or target >= len(d2):
        raise ValueError("This perplexity cannot be reached.")
    beta, low, high = 1.0, 0.0, None
    while True:
        weights = np.array([np.exp(-beta * (each - min(d2))) for each in d2])
        p = weights / sum(weights)
        difference = perplexity(p) - target
        if abs(difference) < 1e-7:
            return p
        if difference > 0:
            low = beta
            beta = 2 * beta if high is None else (low + high) / 2
        else:
            high = beta
            beta = (low + high) / 2


# %% joint
def joint(X, row):
    P = np.zeros((len(X), len(X)))
    for i in range(len(X)):
        others = [j for j in range(len(X)) if j != i]
        p = row(np.array([np.sum((X[i] - X[j]) ** 2) for j in others]))
        for j, each in zip(others, p, strict=True):
            P[i, j] += each / 2 / len(X)
            P[j, i] += each / 2 / len(X)
    return P


# %% tail
def weights(Y, a):
    """Return the weight of each pair, 0 on the diagonal."""
    w = np.zeros((len(Y), len(Y)))
    for i in range(len(Y)):
        for j in range(len(Y)):
            if i != j:
                w[i, j] = (1 + np.sum((Y[i] - Y[j]) ** 2) / a) ** (-(a + 1) / 2)
    return w


def loss(P, Y, a):
    w = weights(Y, a)
    total = 0.0
    for i in range(len(Y)):
        for j in range(len(Y)):
            if P[i, j] > 0:
                total += P[i, j] * (np.log(P[i, j]) - np.log(w[i, j]) + np.log(w.sum()))
    return total


def gradient(P, Y, a):
    w = weights(Y, a)
    slopes = np.zeros(Y.shape)
    for i in range(len(Y)):
        for j in range(len(Y)):
            spring = (P[i, j] - w[i, j] / w.sum()) / (1 + np.sum((Y[i] - Y[j]) ** 2) / a)
            slopes[i] += 2 * (a + 1) / a * spring * (Y[i] - Y[j])
    return slopes


# %% continuity
def continuity(X, Y, k):
    N, lost = len(X), 0
    for i in range(N):
        in_space = sorted(range(N), key=lambda j: np.linalg.norm(X[i] - X[j]))[1 : k + 1]
        on_map = sorted(range(N), key=lambda j: np.linalg.norm(Y[i] - Y[j]))
        for j in in_space:
            if on_map.index(j) > k:
                lost += on_map.index(j) - k
    return 1 - 2 * lost / (N * k * (2 * N - 3 * k - 1))
