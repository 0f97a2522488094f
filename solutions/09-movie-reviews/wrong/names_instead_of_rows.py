# Padding and the unknown word are known by their names.
# fails: test-axis-hidden

# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = E[[words.index(word) for word in good]].mean(axis=0) - E[[words.index(word) for word in bad]].mean(axis=0)
    out = {"<pad>", "<unk>", *good, *bad}
    order = [words[i] for i in np.argsort(E @ axis) if words[i] not in out]
    return order[:count], order[::-1][:count]
