# Sets instead of adding: a repeated word counts once.
# fails: test-bag-hidden

# %% bag
def bag_of_words(documents, depth):
    counts = np.zeros((len(documents), depth), dtype=int)
    for row, document in enumerate(documents):
        if any(not 0 <= index < depth for index in document):
            raise ValueError("out of range")
        counts[row, list(document)] = 1
    counts[:, 0] = 0
    return counts
