# Takes the validation share of what the test part has left.
# fails: test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = np.random.default_rng(seed).permutation(list(first.values()))
    a = round(test * len(rows))
    b = a + round(validation * (len(rows) - a))
    return rows[b:], rows[a:b], rows[:a]
