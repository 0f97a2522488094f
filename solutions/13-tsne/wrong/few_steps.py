# Stops the search too early.
# fails: test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = -15.0, 15.0
    for _ in range(12):
        middle = (low + high) / 2
        p = np.exp(-np.exp(middle) * (d2 - d2.min()))
        p = p / p.sum()
        low, high = (middle, high) if perplexity(p) > target else (low, middle)
    return p
