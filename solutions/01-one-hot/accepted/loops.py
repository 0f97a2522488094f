# Plain loops and lists until the last line; arrays of int8.

# %% one-hot
def one_hot(indices, depth):
    indices = np.array(indices, dtype=int)
    vectors = np.zeros(indices.shape + (depth,), dtype=np.int8)
    for place in np.ndindex(indices.shape):
        index = indices[place]
        if index < 0 or index >= depth:
            raise ValueError("index out of range")
        vectors[place + (index,)] = 1
    return vectors


# %% decode
def from_one_hot(vectors):
    vectors = np.array(vectors)
    found = np.zeros(vectors.shape[:-1], dtype=np.int32)
    for place in np.ndindex(found.shape):
        row = list(vectors[place])
        if sorted(row) != [0] * (len(row) - 1) + [1]:
            raise ValueError("not one-hot")
        found[place] = row.index(1)
    return found


# %% bag
def bag_of_words(documents, depth):
    rows = []
    for document in documents:
        row = [0] * depth
        for index in document:
            if index not in range(depth):
                raise ValueError(index)
            if index != 0:
                row[index] += 1
        rows.append(row)
    return np.array(rows, dtype=np.int64).reshape(len(documents), depth)


# %% distance
def distances(vectors):
    return np.array([[sum((a - b) ** 2) ** 0.5 for b in vectors] for a in vectors])
