# Stacks the rows of the documents: without a document there is nothing to stack, and the depth is lost.
# fails: test-bag-edges

# %% bag
def bag_of_words(documents, depth):
    rows = []
    for document in documents:
        indices = np.array(document, dtype=int)
        if ((indices < 0) | (indices >= depth)).any():
            raise ValueError("out of range")
        rows.append(np.bincount(indices, minlength=depth))
        rows[-1][0] = 0
    return np.array(rows, dtype=int)
