# NumPy's bincount and roll, a masked selection, sorted scores.

# %% matrix
def document_matrix(ids, vocabulary_size):
    rows = [np.bincount(document[document > 1], minlength=vocabulary_size) for document in ids]
    counts = np.array(rows, dtype=float).reshape(len(ids), vocabulary_size)
    totals = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)


# %% train
def train(M, labels, E, w, b, steps, rate):
    if steps == 0:
        return E, w, b
    p = np.reciprocal(1 + np.exp(-np.linalg.multi_dot([M, E, w]) - b))
    error = rate * (p - labels) / labels.size
    return train(
        M, labels, E - np.einsum("nv,n,d->vd", M, error, w), w - error @ M @ E, b - np.sum(error), steps - 1, rate
    )


# %% scores
def word_scores(M, labels):
    targets = np.where(np.asarray(labels) == 1, 1.0, -1.0)
    scores, _, rank, _ = np.linalg.lstsq(M, targets, rcond=None)
    if rank < M.shape[0]:
        raise ValueError("rank")
    return scores


# %% loo
def leave_one_out(predict, M, labels):
    verdicts = [predict(np.roll(M, -i, axis=0)[1:], np.roll(labels, -i)[1:], M[i]) for i in range(len(M))]
    return np.equal(verdicts, labels)


# %% p
def p_value(score, labels):
    places = np.array(list(itertools.combinations(range(len(labels)), int(np.sum(labels)))))
    ways = np.zeros((len(places), len(labels)), dtype=np.int64)
    np.put_along_axis(ways, places, 1, axis=1)
    scores = np.sort([score(way) for way in ways])
    return 1 - np.searchsorted(scores, score(labels), side="left") / len(scores)
