# Mixes base 2 and base e.
# fails: test-row, test-perplexity-hidden, test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log2(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = -100.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        p = np.exp(-np.exp(middle) * (d2 - d2.min()))
        p = p / p.sum()
        low, high = (middle, high) if perplexity(p) > target else (low, middle)
    return p
