# Leaves duplicates in.
# fails: test-split, test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    rows = np.random.default_rng(seed).permutation(len(texts))
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
