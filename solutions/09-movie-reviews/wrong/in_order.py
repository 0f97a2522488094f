# Cuts the rows in the order in which they stand.
# fails: test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = list(first.values())
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
