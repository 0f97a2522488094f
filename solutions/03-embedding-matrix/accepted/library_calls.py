# NumPy's own functions; a Keras model around the layer; a copied state dict.

# %% indices
def to_indices(words):
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words), start=1)}
    return [numbers[word] for word in words]


# %% lookup
def lookup(E, ids):
    return (
        np.take(E, np.asarray(ids, dtype=np.intp), axis=0, mode="raise") if np.all(np.asarray(ids) >= 0) else _refuse()
    )


def _refuse():
    raise IndexError("negative index")


# %% product
def lookup_by_product(E, ids):
    one_hots = keras.ops.convert_to_numpy(torch.nn.functional.one_hot(torch.tensor(ids, dtype=torch.long), len(E)))
    return one_hots, np.einsum("tv,vd->td", one_hots, E)


# %% layers
def keras_layer(E):
    layer = keras.layers.Embedding(input_dim=E.shape[0], output_dim=E.shape[1])
    layer(np.zeros((1, 1), dtype=int))
    layer.embeddings.assign(E)
    return layer


def torch_layer(E):
    layer = torch.nn.Embedding(E.shape[0], E.shape[1])
    layer.load_state_dict({"weight": torch.as_tensor(E)})
    return layer


# %% mean
def mean_vector(E, ids):
    mask = np.broadcast_to((ids == 0)[..., None], (*ids.shape, E.shape[1]))
    return np.ma.masked_array(E[ids], mask=mask).mean(axis=1).filled(0)
