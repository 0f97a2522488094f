# Keeps the last row of duplicates.
# fails: test-split, test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    rows = list({tuple(tokenize(text)): row for row, text in enumerate(texts)}.values())
    rows = np.random.default_rng(seed).permutation(np.array(rows, dtype=int))
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
