# Takes texts for duplicates if they have the same words, in any order and number.
# fails: test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(frozenset(tokenize(text)), row)
    rows = np.random.default_rng(seed).permutation(list(first.values()))
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
