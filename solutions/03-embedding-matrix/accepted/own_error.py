# Its own subclass of IndexError; the mean by a weighted product.

# %% lookup
class UnknownRow(IndexError):
    """There is no such row."""


def lookup(E, ids):
    ids = np.asarray(ids).astype(int)
    outside = ids[(ids < 0) | (ids > len(E) - 1)]
    if outside.size:
        raise UnknownRow(f"no row {outside[0]}")
    return np.array(E)[ids] + 0


# %% size
def layer_size(vocabulary_size, embedding_dim, bytes_per_number=4):
    return (vocabulary_size * embedding_dim, bytes_per_number * embedding_dim * vocabulary_size)


def largest_dim(vocabulary_size, budget):
    return int(budget / 4 // vocabulary_size)


# %% mean
def mean_vector(E, ids):
    weights = (ids != 0).astype(float)
    totals = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0)
    return np.einsum("bt,btd->bd", weights, E[ids])
