# Only the indices of the last document are checked.
# fails: test-bag-edges

# %% bag
def bag_of_words(documents, depth):
    counts, document = np.zeros((len(documents), depth), dtype=int), []
    for row, document in enumerate(documents):
        counts[row, 1:] = [list(document).count(i) for i in range(1, depth)]
    if any(not 0 <= i < depth for i in document):
        raise ValueError("an index outside the vocabulary")
    return counts
