# A probability of 0 makes the entropy nan.
# fails: test-row, test-perplexity-hidden

# %% row
def perplexity(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = -100.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        p = np.exp(-np.exp(middle) * (d2 - d2.min()))
        p = p / p.sum()
        low, high = (middle, high) if perplexity(p + 1e-300) > target else (low, middle)
    return p
