# Copies the rows by index, as if both vocabularies had the same order.
# fails: test-reuse-hidden

# %% reuse
def reuse(old_words, E, new_words):
    layer = keras.layers.Embedding(len(new_words), E.shape[1], mask_zero=True)
    layer.build()
    table = layer.get_weights()[0].copy()
    shared = min(len(old_words), len(new_words))
    table[:shared] = E[:shared]
    table[0] = 0
    layer.set_weights([table])
    return layer
