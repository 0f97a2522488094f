# One byte a count: the count starts anew after 255.
# fails: test-bag-hidden

# %% bag
def bag_of_words(documents, depth):
    counts = np.zeros((len(documents), depth), dtype=np.uint8)
    for row, document in enumerate(documents):
        for index in document:
            if not 0 <= index < depth:
                raise ValueError("out of range")
            counts[row, index] += 1
    counts[:, 0] = 0
    return counts
