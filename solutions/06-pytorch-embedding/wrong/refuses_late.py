# Refuses a mode only when it meets a document with words.
# fails: test-bags-hidden

# %% bags
def to_bags(documents):
    flat_ids = np.array([index for document in documents for index in document], dtype=int)
    return flat_ids, np.cumsum([0] + [len(document) for document in documents])


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    if weights is not None and mode != "sum":
        raise ValueError("weights need the mode sum")
    result = np.zeros((len(offsets) - 1, E.shape[1]))
    for bag, (start, end) in enumerate(itertools.pairwise(offsets)):
        if start == end:
            continue
        if mode not in ("sum", "mean", "max"):
            raise ValueError("the mode must be sum, mean or max")
        vectors = E[flat_ids[start:end]]
        if weights is not None:
            vectors = vectors * weights[start:end, np.newaxis]
        result[bag] = getattr(np, mode)(vectors, axis=0)
    return result
