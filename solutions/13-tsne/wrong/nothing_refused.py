# Returns the nearest that can be reached instead of an error.
# fails: test-row, test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    low, high = -100.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        p = np.exp(-np.exp(middle) * (d2 - d2.min()))
        p = p / p.sum()
        low, high = (middle, high) if perplexity(p) > target else (low, middle)
    return p
