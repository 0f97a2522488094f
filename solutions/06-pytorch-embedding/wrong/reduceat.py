# Uses reduceat, which takes the next row for an empty document.
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
    starts = np.minimum(offsets[:-1], len(vectors) - 1)
    if not len(starts):
        return np.zeros((0, E.shape[1]))
    if mode == "max":
        return np.maximum.reduceat(vectors, starts, axis=0)
    total = np.add.reduceat(vectors, starts, axis=0)
    return total / np.maximum(np.diff(offsets), 1)[:, np.newaxis] if mode == "mean" else total
