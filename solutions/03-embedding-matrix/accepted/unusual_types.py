# Unusual but right types: a list subclass, an ndarray subclass, a Fortran-ordered view, lists of lists, a subclass of a layer, whole numbers of NumPy.

# %% indices
class Indices(list):
    """A list with a name of its own."""


def to_indices(words):
    result = Indices()
    known = {}
    for word in words:
        known.setdefault(word, len(known) + 1)
        result.append(known[word])
    return result


# %% lookup
class Rows(np.ndarray):
    """An array that calls itself rows."""


def lookup(E, ids):
    ids = np.asarray(ids, dtype=int)
    if ((ids < 0) | (ids >= E.shape[0])).any():
        raise IndexError("out of range")
    return np.asfortranarray(E[ids]).view(Rows)


# %% product
def lookup_by_product(E, ids):
    one_hots = [[float(index == column) for column in range(len(E))] for index in ids]
    one_hots = np.array(one_hots).reshape(len(ids), len(E))
    return [one_hots, (E.T @ one_hots.T).T]


# %% size
def layer_size(vocabulary_size, embedding_dim, bytes_per_number=4):
    parameters = np.prod([vocabulary_size, embedding_dim])
    return [parameters, parameters * bytes_per_number]


def largest_dim(vocabulary_size, budget):
    return np.floor_divide(budget, 4 * vocabulary_size)


# %% layers
class NamedEmbedding(torch.nn.Embedding):
    """An embedding layer with a name."""

    label = "words"


def keras_layer(E):
    layer = keras.layers.Embedding(*E.shape, name="words")
    layer.build((None, None))
    layer.set_weights([np.asarray(E)])
    return layer


def torch_layer(E):
    return NamedEmbedding(*E.shape, _weight=torch.tensor(E))


# %% mean
def mean_vector(E, ids):
    vectors = []
    for row in ids.tolist():
        words = [index for index in row if index != 0]
        vectors.append(E[words].mean(axis=0).tolist() if words else [0.0] * E.shape[1])
    return vectors
