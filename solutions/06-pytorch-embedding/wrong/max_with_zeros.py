# Starts the maximum from zeros.
# fails: test-bags-hidden

# %% bags
def to_bags(documents):
    flat_ids = np.array([index for document in documents for index in document], dtype=int)
    offsets = np.cumsum([0] + [len(document) for document in documents])
    return flat_ids, offsets


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    if mode not in ("sum", "mean", "max") or (weights is not None and mode != "sum"):
        raise ValueError("not this mode")
    result = np.zeros((len(offsets) - 1, E.shape[1]))
    for bag, (start, end) in enumerate(itertools.pairwise(offsets)):
        for place in range(start, end):
            vector = E[flat_ids[place]] * (1 if weights is None else weights[place])
            result[bag] = np.maximum(result[bag], vector) if mode == "max" else result[bag] + vector
        if mode == "mean":
            result[bag] /= max(1, end - start)
    return result
