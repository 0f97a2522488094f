# Adds the vectors up where the mean is asked for.
# fails: test-axis-hidden

# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = sum(E[words.index(word)] for word in good) - sum(E[words.index(word)] for word in bad)
    order = [words[i] for i in np.argsort(E @ axis) if i > 1 and words[i] not in [*good, *bad]]
    return order[:count], order[::-1][:count]
