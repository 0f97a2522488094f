# Returns the truth values as a column, which is no mask for the words.
# fails: test-align, test-align-hidden

# %% align
def aligned_table(vocabulary, words, vectors):
    if len(words) != len(vectors):
        raise ValueError("lengths")
    places = {}
    for j, word in enumerate(words):
        places.setdefault(word, j)
    table, found = [np.zeros(vectors.shape[1])], [False]
    for word in vocabulary[1:]:
        j = places.get(word, places.get(word.lower()))
        table.append(vectors.mean(axis=0) if j is None else vectors[j])
        found.append(j is not None)
    return np.array(table), np.array(found)[:, np.newaxis]
