# Takes the mean of those rows only that the vocabulary uses.
# fails: test-align, test-align-hidden

# %% align
def aligned_table(vocabulary, words, vectors):
    if len(words) != len(vectors):
        raise ValueError("not equally long")
    place = {word: j for j, word in reversed(list(enumerate(words)))}
    table, found = [np.zeros(vectors.shape[1])], [False]
    for word in vocabulary[1:]:
        j = place.get(word, place.get(word.lower()))
        found.append(j is not None)
        table.append(vectors.mean(axis=0) if j is None else vectors[j])
    table, found = np.array(table), np.array(found)
    if found.any():
        table[1:][~found[1:]] = table[found].mean(axis=0)
    return table, found
