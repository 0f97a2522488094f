# Comparison with the row of all indices; bincount; the norm function; bit lengths.

# %% one-hot
def one_hot(indices, depth):
    indices = np.asarray(indices).astype(np.int64)
    if np.any((indices < 0) | (indices >= depth)):
        raise ValueError("an index is outside the vocabulary")
    return (indices[..., None] == np.arange(depth)).astype(np.float32)


# %% decode
def from_one_hot(vectors):
    vectors = np.asarray(vectors)
    ones = np.count_nonzero(vectors == 1, axis=-1)
    others = np.count_nonzero((vectors != 0) & (vectors != 1), axis=-1)
    if (ones != 1).any() or others.any():
        raise ValueError("not one-hot")
    return np.argmax(vectors, axis=-1)


# %% bag
def bag_of_words(documents, depth):
    result = np.zeros((len(documents), depth), dtype=np.int64)
    for number, document in enumerate(documents):
        words = np.asarray([index for index in document if index != 0], dtype=np.int64)
        if words.size and (words.min() < 0 or words.max() >= depth):
            raise ValueError("an index is outside the vocabulary")
        result[number] = np.bincount(words, minlength=depth)
    return result


# %% cost
def one_hot_bytes(words, depth, bytes_per_number=4):
    return bytes_per_number * depth * words


def index_bytes(words, depth):
    for size in (1, 2, 4):
        if depth <= 2 ** (8 * size):
            return size * words
    return 8 * words


# %% distance
def distances(vectors):
    return np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
