# Unusual but right types: a dict subclass, a subclass of the layer, lists for arrays, tensors, NumPy's truth value.

# %% call
class Arguments(dict):
    """A dict with a name of its own."""


def modern_arguments(old):
    renamed = {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    }
    result = Arguments()
    for name, value in old.items():
        if name not in ("input_length", "dropout", "sparse"):
            today = renamed.get(name, name)
            if today in result or today not in TODAY:
                raise ValueError(name)
            result[today] = value
    return result


# %% reuse
class WordEmbedding(keras.layers.Embedding):
    """An embedding layer that knows its words."""

    words = ()


def reuse(old_words, E, new_words):
    layer = WordEmbedding(len(new_words), E.shape[1], mask_zero=True)
    layer.words = tuple(new_words)
    layer.build()
    rows = [
        E[old_words.index(word)] if word in old_words else row
        for word, row in zip(new_words, layer.get_weights()[0], strict=True)
    ]
    rows[0] = np.zeros(E.shape[1])
    layer.set_weights([np.asfortranarray(rows, dtype="float64")])
    return layer


# %% pool
def masked_mean(vectors, mask):
    found = []
    for number, sentence in enumerate(vectors):
        words = sentence if mask is None else sentence[mask[number]]
        found.append(words.mean(axis=0) if len(words) else np.zeros(sentence.shape[1]))
    return np.array(found).reshape(len(vectors), vectors.shape[2]).T.copy().T


def masked_max(vectors, mask):
    found = []
    for number, sentence in enumerate(vectors):
        words = sentence if mask is None else sentence[mask[number]]
        found.append(words.max(axis=0) if len(words) else np.zeros(sentence.shape[1]))
    return keras.ops.convert_to_tensor(np.array(found).reshape(len(vectors), vectors.shape[2]))


# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    rng = np.random.default_rng(3)
    results = [np.asarray(function(vectors))]
    for _ in range(30):
        changed = vectors.astype("float64")
        changed[np.logical_not(mask)] = rng.normal(0, 10, (np.logical_not(mask).sum(), vectors.shape[2]))
        results.append(np.asarray(function(changed)))
    kept = [result[mask] if per_position else result for result in results]
    return np.bool_(not all(np.allclose(kept[0], each, equal_nan=True) for each in kept[1:]))


# %% limit
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = WordEmbedding(
        vocabulary_size,
        embedding_dim,
        embeddings_regularizer=keras.regularizers.L2(float(penalty)),
        embeddings_constraint=keras.constraints.MaxNorm(max_value=longest, axis=[1]),
    )
    layer.build()
    return layer


def step(E, gradient, rate, penalty, longest):
    moved = np.array(E - rate * (gradient + 2 * penalty * E))
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.where(lengths > longest, moved / np.maximum(lengths, 1e-12) * longest, moved).tolist()
