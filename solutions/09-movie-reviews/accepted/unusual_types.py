# Unusual but right types: tensors, a subclass of an array, tuples, numbers of NumPy, an error of its own.

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = np.random.default_rng(seed).permutation(np.array(list(first.values()), dtype=np.int16))
    a, b = round(test * len(rows)), round(validation * len(rows))
    return [tuple(rows[a + b :]), rows[a : a + b][::-1], rows[:a].astype(float).tolist()]


# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    ids, labels = torch.as_tensor(ids), torch.as_tensor(labels)
    p, q = (torch.bincount(ids[labels == label].flatten(), minlength=vocabulary_size)[2:] + 1.0 for label in (1, 0))
    scores = torch.zeros(vocabulary_size)
    scores[2:] = torch.log(p / p.sum()) - torch.log(q / q.sum())
    return scores, torch.log((labels == 1).sum() / (labels == 0).sum())


# %% collapse
class Logits(np.ndarray):
    """An array that calls itself logits."""


def logits(ids, E, w, b):
    mask = ids != 0
    return (np.where(mask, (E @ w)[ids], 0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1) + b).view(Logits)


def one_dimension(E, w, b):
    return torch.as_tensor(E @ w).unsqueeze(1), [1], np.array(b)


# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, at = np.inf, 0
    for epoch in range(1, max_epochs + 1):
        parameters = step(parameters)
        if loss(parameters) < lowest:
            lowest, at, best = loss(parameters), epoch, tuple(parameters)
        if epoch - at == patience:
            break
    return best, np.int64(epoch)


# %% interval
class Lengths(ValueError):
    """The two do not fit together."""


def difference_interval(first, second, level=0.95):
    if not len(first) == len(second) >= 2:
        raise Lengths(len(first), len(second))
    d = np.asarray(first) - np.asarray(second)
    return np.array([d.mean(), *stats.t.interval(level, len(d) - 1, d.mean(), stats.sem(d))])


# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = E[np.isin(words, good)].mean(axis=0) - E[np.isin(words, bad)].mean(axis=0)
    rest = np.flatnonzero(~np.isin(words, [*words[:2], *good, *bad]))
    ranked = np.array(words)[rest[np.argsort(E[rest] @ axis)]]
    return ranked[:count], tuple(ranked[::-1][:count])
