# Takes the last count words, which for 0 are all of them.
# fails: test-axis-hidden

# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = E[[words.index(word) for word in good]].mean(axis=0) - E[[words.index(word) for word in bad]].mean(axis=0)
    order = [words[i] for i in np.argsort(E @ axis) if i > 1 and words[i] not in [*good, *bad]]
    return order[:count], order[-count:][::-1]
