# Leaves padding and the unknown word in the lists.
# fails: test-axis, test-axis-hidden

# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = E[[words.index(word) for word in good]].mean(axis=0) - E[[words.index(word) for word in bad]].mean(axis=0)
    order = [words[i] for i in np.argsort(E @ axis) if words[i] not in [*good, *bad]]
    return order[:count], order[::-1][:count]
