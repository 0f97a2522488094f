# Takes the cosine for the position.
# fails: test-axis-hidden

# %% axis
def ends_of_axis(E, words, good, bad, count):
    rows = [[words.index(word) for word in side] for side in (good, bad)]
    axis = E[rows[0]].mean(axis=0) - E[rows[1]].mean(axis=0)
    positions = E @ axis / np.linalg.norm(E, axis=1)
    order = [words[i] for i in np.argsort(positions) if i > 1 and i not in rows[0] + rows[1]]
    return order[:count], order[::-1][:count]
