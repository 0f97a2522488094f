# Makes every row as long as the limit.
# fails: test-limit, test-limit-hidden

# %% limit
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    layer = keras.layers.Embedding(
        vocabulary_size,
        embedding_dim,
        embeddings_regularizer=keras.regularizers.L2(penalty),
        embeddings_constraint=keras.constraints.MaxNorm(longest, axis=1),
    )
    layer.build()
    return layer


def step(E, gradient, rate, penalty, longest):
    moved = E - rate * (gradient + 2 * penalty * E)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved * longest / np.maximum(lengths, 1e-12)
