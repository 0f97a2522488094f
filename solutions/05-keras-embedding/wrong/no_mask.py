# Forgets mask_zero.
# fails: test-reuse-hidden

# %% reuse
def reuse(old_words, E, new_words):
    rng = np.random.default_rng()
    table = rng.uniform(-0.05, 0.05, (len(new_words), E.shape[1]))
    for index, word in enumerate(new_words):
        if word in old_words:
            table[index] = E[old_words.index(word)]
    table[0] = 0
    return keras.layers.Embedding(len(new_words), E.shape[1], weights=table)
