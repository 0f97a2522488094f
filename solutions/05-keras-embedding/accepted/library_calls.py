# Masked arrays of NumPy, functions of Keras, the layer's own initialiser.

# %% call
def modern_arguments(old):
    renamed = dict(
        zip(
            ["init", "W_regularizer", "W_constraint"],
            ["embeddings_initializer", "embeddings_regularizer", "embeddings_constraint"],
            strict=True,
        )
    )
    kept = [(renamed.get(name, name), value) for name, value in old.items()
            if name not in ("input_length", "dropout", "sparse")]  # fmt: skip
    modern = dict(kept)
    if len(modern) < len(kept) or not set(modern) <= TODAY:
        raise ValueError(f"not a call of Embedding: {sorted(old)}")
    return modern


# %% reuse
def reuse(old_words, E, new_words):
    layer = keras.layers.Embedding(input_dim=len(new_words), output_dim=E.shape[1], mask_zero=True, name="words")
    layer(np.zeros((1, 1), dtype=int))
    table = keras.ops.convert_to_numpy(layer.embeddings).copy()
    places = [(new_words.index(word), old_words.index(word)) for word in set(old_words) & set(new_words)]
    new_places, old_places = map(list, zip(*places, strict=True))
    table[new_places] = E[old_places]
    table[0] = 0
    layer.embeddings.assign(table)
    return layer


# %% pool
def masked_mean(vectors, mask):
    hidden = np.zeros(vectors.shape, dtype=bool) if mask is None else np.broadcast_to(~mask[..., None], vectors.shape)
    return np.ma.masked_array(vectors, mask=hidden).mean(axis=1).filled(0)


def masked_max(vectors, mask):
    hidden = np.zeros(vectors.shape, dtype=bool) if mask is None else np.broadcast_to(~mask[..., None], vectors.shape)
    return np.ma.masked_array(vectors, mask=hidden).max(axis=1).filled(0)


# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    def words(result):
        return np.asarray(result)[mask] if per_position else np.asarray(result)

    def replaced(seed):
        noise = np.random.default_rng(seed).standard_normal(vectors.shape) * 10
        return np.where(mask[..., None], vectors, noise)

    before = words(function(vectors))
    return any(not np.allclose(before, words(function(replaced(seed))), equal_nan=True) for seed in range(20))


# %% limit
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = keras.layers.Embedding(
        vocabulary_size,
        embedding_dim,
        embeddings_regularizer=keras.regularizers.get({"class_name": "L2", "config": {"l2": penalty}}),
        embeddings_constraint=keras.constraints.max_norm(longest, axis=-1),
    )
    layer(np.array([[0]]))
    return layer


def step(E, gradient, rate, penalty, longest):
    moved = keras.constraints.MaxNorm(longest, axis=1)(E * (1 - 2 * rate * penalty) - rate * gradient)
    return keras.ops.convert_to_numpy(moved)
