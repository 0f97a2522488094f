# Returns lengths instead of places.
# fails: test-bags, test-bags-hidden

# %% bags
def to_bags(documents):
    flat_ids = np.array([index for document in documents for index in document], dtype=int)
    return flat_ids, np.array([len(document) for document in documents])


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    if mode not in ("sum", "mean", "max") or (weights is not None and mode != "sum"):
        raise ValueError("not this mode")
    vectors = E[flat_ids]
    if weights is not None:
        vectors = vectors * weights[:, np.newaxis]
    result = np.zeros((len(offsets) - 1, E.shape[1]))
    for bag, (start, end) in enumerate(itertools.pairwise(offsets)):
        if start < end:
            result[bag] = getattr(np, mode)(vectors[start:end], axis=0)
    return result
