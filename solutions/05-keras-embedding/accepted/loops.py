# Plain loops; the layers get their matrices in another way.

# %% call
def modern_arguments(old):
    result = {}
    for name in old:
        if name in {"input_length", "dropout", "sparse"}:
            continue
        if name == "init":
            today = "embeddings_initializer"
        elif name == "W_regularizer":
            today = "embeddings_regularizer"
        elif name == "W_constraint":
            today = "embeddings_constraint"
        else:
            today = name
        if today not in TODAY:
            raise ValueError(f"{name} is no argument of Embedding")
        if today in result:
            raise ValueError(f"{today} is given twice")
        result[today] = old[name]
    return result


# %% reuse
def reuse(old_words, E, new_words):
    rng = np.random.default_rng()
    rows = []
    for word in new_words:
        if word == "<pad>":
            rows.append([0.0] * E.shape[1])
        elif word in old_words:
            rows.append(list(E[old_words.index(word)]))
        else:
            rows.append(list(rng.uniform(-0.05, 0.05, E.shape[1])))
    return keras.layers.Embedding(len(rows), E.shape[1], weights=np.array(rows), mask_zero=True)


# %% pool
def masked_mean(vectors, mask):
    result = np.zeros((len(vectors), vectors.shape[2]))
    for number, sentence in enumerate(vectors):
        words = sentence if mask is None else sentence[mask[number]]
        if len(words):
            result[number] = words.mean(axis=0)
    return result


def masked_max(vectors, mask):
    result = np.zeros((len(vectors), vectors.shape[2]))
    for number, sentence in enumerate(vectors):
        words = sentence if mask is None else sentence[mask[number]]
        if len(words):
            result[number] = words.max(axis=0)
    return result


# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    before = np.array(function(vectors))
    leaks = False
    for number in range(25):
        changed = vectors.copy()
        changed[~mask] = np.random.default_rng(number).normal(0, 10, changed[~mask].shape)
        after = np.array(function(changed))
        if per_position:
            leaks |= not np.allclose(before[mask], after[mask], equal_nan=True)
        else:
            leaks |= not np.allclose(before, after, equal_nan=True)
    return leaks


# %% limit
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = keras.layers.Embedding(
        vocabulary_size,
        embedding_dim,
        embeddings_regularizer=keras.regularizers.L1L2(l2=penalty),
        embeddings_constraint=keras.constraints.MinMaxNorm(0.0, longest, axis=1),
    )
    layer.build((None, None))
    return layer


def step(E, gradient, rate, penalty, longest):
    result = []
    for row, slope in zip(E, gradient, strict=True):
        moved = row - rate * slope - 2 * rate * penalty * row
        length = np.sqrt(np.sum(moved**2))
        result.append(moved * longest / length if length > longest else moved)
    return np.array(result)
