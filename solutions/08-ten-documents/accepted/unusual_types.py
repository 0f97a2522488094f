# Unusual but right types: subclasses of arrays and errors, tensors, Fortran order, lists, numbers of NumPy.

# %% matrix
class Shares(np.ndarray):
    """An array that calls itself shares."""


def document_matrix(ids, vocabulary_size):
    ids = np.asarray(ids)
    counts = np.zeros((vocabulary_size, len(ids)))
    np.add.at(counts, (ids, np.arange(len(ids))[:, None]), 1)
    counts[:2] = 0
    return (counts / np.maximum(counts.sum(axis=0), 1)).T.view(Shares)


# %% train
def train(M, labels, E, w, b, steps, rate):
    M, y, E, w, b = (torch.as_tensor(np.asarray(part, dtype=float)) for part in (M, labels, E, w, b))
    for _ in range(steps):
        vectors = M @ E
        error = (torch.sigmoid(vectors @ w + b) - y) / len(M)
        E, w, b = E - rate * (M.T @ error)[:, None] * w, w - rate * error @ vectors, b - rate * error.sum()
    return [E, w, b]


# %% scores
class DependentDocuments(ValueError):
    """Some documents are mixtures of others."""


def word_scores(M, labels):
    q, r = np.linalg.qr(M.T)
    if r.shape[0] < r.shape[1] or np.abs(np.diag(r)).min() < 1e-10:
        raise DependentDocuments(len(M))
    return (q @ np.linalg.solve(r.T, [5.0 if label == 1 else -5.0 for label in labels])).tolist()


# %% loo
def leave_one_out(predict, M, labels):
    places = np.arange(len(M))
    return [
        np.bool_(predict(np.asfortranarray(M[places != i]), labels[places != i], M[i]) == labels[i]) for i in places
    ]


# %% p
def p_value(score, labels):
    ways = set(itertools.permutations(np.asarray(labels).tolist()))
    return np.float32(sum(score(np.array(way)) >= score(labels) for way in ways) / len(ways))
