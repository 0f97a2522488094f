# Plain loops; the layers get their matrices in another way.

# %% indices
def to_indices(words):
    seen = []
    result = []
    for word in words:
        if word not in seen:
            seen.append(word)
        result.append(seen.index(word) + 1)
    return result


# %% lookup
def lookup(E, ids):
    ids = np.array(ids, dtype=int)
    result = np.zeros((*ids.shape, E.shape[1]))
    for place in np.ndindex(*ids.shape):
        if not 0 <= ids[place] < E.shape[0]:
            raise IndexError(ids[place])
        result[place] = E[ids[place]]
    return result


# %% product
def lookup_by_product(E, ids):
    one_hots = np.zeros((len(ids), E.shape[0]), dtype=int)
    for row, index in enumerate(ids):
        one_hots[row, index] = 1
    return one_hots, np.dot(one_hots, E)


# %% size
def layer_size(vocabulary_size, embedding_dim, bytes_per_number=4):
    return [vocabulary_size * embedding_dim, vocabulary_size * embedding_dim * bytes_per_number]


def largest_dim(vocabulary_size, budget):
    dim = 0
    while vocabulary_size * (dim + 1) * 4 <= budget:
        dim += 1
    return dim


# %% layers
def keras_layer(E):
    return_layer = keras.layers.Embedding(E.shape[0], E.shape[1], embeddings_initializer=keras.initializers.Constant(E))
    return_layer.build((None,))
    return return_layer


def torch_layer(E):
    layer = torch.nn.Embedding(*E.shape)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(E))
    return layer


# %% mean
def mean_vector(E, ids):
    result = np.zeros((len(ids), E.shape[1]))
    for number, row in enumerate(ids):
        words = [E[index] for index in row if index]
        if words:
            result[number] = sum(words) / len(words)
    return result
