# Takes the mean of an empty document.
# fails: test-bags, test-bags-hidden

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
    bags = [vectors[start:end] for start, end in itertools.pairwise(offsets)]
    return np.array([getattr(np, mode)(bag, axis=0) for bag in bags])
