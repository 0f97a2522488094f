# Unusual but right types: a subclass of ndarray, a transposed view, nested lists, NumPy integers, a bool array for indices.

# %% one-hot
class Labelled(np.ndarray):
    """An array that carries a label."""

    label = "one-hot"


def one_hot(indices, depth):
    indices = np.asarray(indices, dtype=int)
    if not np.all((indices >= 0) & (indices < depth)):
        raise ValueError("out of range")
    columns = np.zeros((depth, *indices.shape))
    np.put_along_axis(columns, indices[np.newaxis], 1, axis=0)
    return np.moveaxis(columns, 0, -1).view(Labelled)


# %% decode
def from_one_hot(vectors):
    vectors = np.asarray(vectors)
    if not (np.sort(vectors, axis=-1) == np.eye(vectors.shape[-1])[-1]).all():
        raise ValueError("not one-hot")
    return (vectors @ np.arange(vectors.shape[-1])).astype(np.uint16).tolist()


# %% cost
def one_hot_bytes(words, depth, bytes_per_number=4):
    return int(np.int64(words) * depth * bytes_per_number)


def index_bytes(words, depth):
    needed = (depth - 1).bit_length()
    return np.int64(words) * next(size for size in (1, 2, 4, 8) if needed <= 8 * size)


# %% distance
def distances(vectors):
    return [[np.sqrt(np.sum((a - b) ** 2)) for b in vectors] for a in vectors]
