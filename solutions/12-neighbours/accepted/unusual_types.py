# Unusual but right types: tensors, a subclass of arrays, other numbers, a generator turned into a tuple.

# %% cosines
import torch


def cosines(A, B):
    A, B = (torch.as_tensor(np.asarray(X, dtype=float)) for X in (A, B))
    unit = [X / torch.where(X.norm(dim=1, keepdim=True) > 0, X.norm(dim=1, keepdim=True), 1.0) for X in (A, B)]
    return unit[0] @ unit[1].T


# %% nearest
class NoSuchWord(IndexError):
    """There is no row of this number."""


def nearest(E, query, k):
    if query < 0 or query >= len(E):
        raise NoSuchWord(query)
    order = torch.argsort(cosines(E[[query]], E)[0], descending=True)
    return tuple(order[order != query][:k].to(torch.int32))


# %% analogy
def analogy(E, a, b, c, exclude):
    unit = E / np.linalg.norm(E, axis=1)[:, None]
    scores = unit @ (unit[b] - unit[a] + unit[c])
    allowed = np.ones(len(E), dtype=bool)
    if exclude:
        allowed[[a, b, c]] = False
    return np.int16(np.flatnonzero(allowed)[scores[allowed].argmax()])


# %% hubs
def k_occurrence(E, k):
    table = np.zeros((len(E), len(E)), dtype=np.uint8)
    for query in range(len(E)):
        table[query, [int(i) for i in nearest(E, query, k)]] = 1
    return table.sum(axis=0, dtype=float)


# %% common
class Table(np.ndarray):
    """A table with a name of its own."""


def without_common(E, directions):
    X = E - E.mean(axis=0)
    axes = np.linalg.eigh(X.T @ X)[1]
    kept = axes[:, : X.shape[1] - directions]
    return np.asfortranarray(X @ kept @ kept.T).view(Table)
