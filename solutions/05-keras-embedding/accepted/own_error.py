# Its own subclass of ValueError; a function as constraint and one as regulariser; weights for the mean.

# %% call
class OldCall(ValueError):
    """The call cannot be translated."""


def modern_arguments(old):
    modern = {name: value for name, value in old.items() if name not in ("input_length", "dropout", "sparse")}
    for before, after in (
        ("init", "embeddings_initializer"),
        ("W_regularizer", "embeddings_regularizer"),
        ("W_constraint", "embeddings_constraint"),
    ):
        if before in modern:
            if after in modern:
                raise OldCall(after)
            modern[after] = modern.pop(before)
    if modern.keys() - TODAY:
        raise OldCall(modern.keys() - TODAY)
    return modern


# %% pool
def masked_mean(vectors, mask):
    weights = np.ones(vectors.shape[:2]) if mask is None else mask.astype(float)
    totals = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0)
    return np.einsum("bt,btd->bd", weights, vectors)


def masked_max(vectors, mask):
    weights = np.ones(vectors.shape[:2], dtype=bool) if mask is None else mask
    largest = np.max(vectors, axis=1, initial=-1e300, where=weights[..., None])
    return np.where(weights.any(axis=1)[:, None], largest, 0.0)


# %% limit
class RowsAtMost(keras.constraints.Constraint):
    """No row is longer than a limit."""

    def __init__(self, longest):
        self.longest = longest

    def __call__(self, table):
        lengths = keras.ops.norm(table, axis=1, keepdims=True)
        return keras.ops.divide(table, keras.ops.maximum(lengths / self.longest, 1.0))


def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = keras.layers.Embedding(
        vocabulary_size,
        embedding_dim,
        embeddings_regularizer=lambda table: penalty * keras.ops.sum(keras.ops.square(table)),
        embeddings_constraint=RowsAtMost(longest),
    )
    layer.build()
    return layer


def step(E, gradient, rate, penalty, longest):
    moved = E - rate * gradient - rate * penalty * 2 * E
    lengths = np.sqrt((moved**2).sum(axis=1))
    moved[lengths > longest] *= (longest / lengths[lengths > longest])[:, None]
    return moved
