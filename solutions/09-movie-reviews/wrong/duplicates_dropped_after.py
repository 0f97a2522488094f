# Splits first and drops duplicates inside each part.
# fails: test-split, test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    rows = np.random.default_rng(seed).permutation(len(texts))
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    parts = []
    for part in (rows[b:], rows[a:b], rows[:a]):
        parts.append(list({tuple(tokenize(texts[row])): row for row in part}.values()))
    return parts
