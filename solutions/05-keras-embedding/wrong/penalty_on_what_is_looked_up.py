# Puts the penalty on the vectors that are looked up, not on the matrix.
# fails: test-limit-hidden

# %% limit
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = keras.layers.Embedding(
        vocabulary_size,
        embedding_dim,
        activity_regularizer=keras.regularizers.L2(penalty),
        embeddings_constraint=keras.constraints.MaxNorm(longest, axis=1),
    )
    layer.build()
    return layer


def step(E, gradient, rate, penalty, longest):
    moved = E - rate * (gradient + 2 * penalty * E)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved * longest / np.maximum(lengths, longest)
