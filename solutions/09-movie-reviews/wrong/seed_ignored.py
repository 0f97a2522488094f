# Another split at each call, whatever the seed.
# fails: test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = np.random.default_rng().permutation(list(first.values()))
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
