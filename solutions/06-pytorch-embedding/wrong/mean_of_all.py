# Divides by the number of documents.
# fails: test-bags-hidden

# %% bags
def to_bags(documents):
    flat_ids = np.array([index for document in documents for index in document], dtype=int)
    offsets = np.cumsum([0] + [len(document) for document in documents])
    return flat_ids, offsets


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    if mode not in ("sum", "mean", "max") or (weights is not None and mode != "sum"):
        raise ValueError("not this mode")
    vectors = E[flat_ids]
    if weights is not None:
        vectors = vectors * weights[:, np.newaxis]
    result = np.zeros((len(offsets) - 1, E.shape[1]))
    for bag, (start, end) in enumerate(itertools.pairwise(offsets)):
        if start < end:
            result[bag] = vectors[start:end].max(axis=0) if mode == "max" else vectors[start:end].sum(axis=0)
    return result / len(result) if mode == "mean" else result
