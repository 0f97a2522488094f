# Counts padding as a word.
# fails: test-bag-hidden, test-bag-edges

# %% bag
def bag_of_words(documents, depth):
    counts = np.zeros((len(documents), depth), dtype=int)
    for row, document in enumerate(documents):
        for index in document:
            if not 0 <= index < depth:
                raise ValueError("out of range")
            counts[row, index] += 1
    return counts
