# Takes texts for duplicates only if they are equal letter by letter.
# fails: test-split, test-split-hidden

# %% split
def split_rows(texts, validation, test, seed):
    rows = [row for row, text in enumerate(texts) if text not in texts[:row]]
    rows = np.random.default_rng(seed).permutation(rows)
    a, b = round(test * len(rows)), round(test * len(rows)) + round(validation * len(rows))
    return rows[b:], rows[a:b], rows[:a]
