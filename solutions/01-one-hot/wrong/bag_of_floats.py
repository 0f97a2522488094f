# Counts as floating-point numbers.
# fails: test-bag

# %% bag
def bag_of_words(documents, depth):
    counts = np.zeros((len(documents), depth))
    for row, document in enumerate(documents):
        for index in document:
            if not 0 <= index < depth:
                raise ValueError("out of range")
            counts[row, index] += 1
    counts[:, 0] = 0
    return counts
