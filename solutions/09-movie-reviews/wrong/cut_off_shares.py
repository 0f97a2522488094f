# Sizes are cut off, not rounded.
# fails: test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = np.random.default_rng(seed).permutation(list(first.values()))
    end_test = int(test * len(rows))
    end_validation = end_test + int(validation * len(rows))
    return rows[end_validation:], rows[end_test:end_validation], rows[:end_test]
