# Takes padding out of the list that it was given.
# fails: test-align-hidden

# %% align
def aligned_table(vocabulary, words, vectors):
    if len(words) != len(vectors):
        raise ValueError("lengths")
    places = {}
    for j, word in enumerate(words):
        places.setdefault(word, j)
    table, found = [np.zeros(vectors.shape[1])], [False]
    vocabulary.pop(0)
    for word in vocabulary:
        j = places.get(word, places.get(word.lower()))
        table.append(vectors.mean(axis=0) if j is None else vectors[j])
        found.append(j is not None)
    return np.array(table), found
