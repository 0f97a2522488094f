# Raises its own kind of ValueError, from a helper; builds the bag from one-hot vectors.

# %% one-hot
class OutsideVocabulary(ValueError):
    """An index that is not in the vocabulary."""


def _checked(indices, depth):
    indices = np.asarray(indices, dtype=int)
    if ((indices < 0) | (indices > depth - 1)).any():
        raise OutsideVocabulary(f"outside 0 ... {depth - 1}")
    return indices


def one_hot(indices, depth):
    return np.take(np.identity(depth, dtype=np.int64), _checked(indices, depth), axis=0)


# %% bag
def bag_of_words(documents, depth):
    bags = np.zeros((len(documents), depth), dtype=np.int64)
    for row, document in enumerate(documents):
        bags[row] = one_hot(list(document), depth).sum(axis=0)
    bags[:, 0] = 0
    return bags


# %% distance
def distances(vectors):
    squares = (vectors**2).sum(axis=1)
    squared = squares[:, None] + squares[None] - 2 * vectors @ vectors.T
    np.fill_diagonal(squared, 0)
    return np.sqrt(np.maximum(squared, 0))
