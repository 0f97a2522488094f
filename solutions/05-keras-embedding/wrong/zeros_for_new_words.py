# Gives new words rows of zeros.
# fails: test-reuse-hidden

# %% reuse
def reuse(old_words, E, new_words):
    table = np.zeros((len(new_words), E.shape[1]))
    for index, word in enumerate(new_words[1:], start=1):
        if word in old_words:
            table[index] = E[old_words.index(word)]
    return keras.layers.Embedding(len(new_words), E.shape[1], weights=table, mask_zero=True)
