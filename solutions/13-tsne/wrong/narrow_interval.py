# Searches beta between 0 and 10 only.
# fails: test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = 0.0, 10.0
    for _ in range(60):
        beta = (low + high) / 2
        p = np.exp(-beta * (d2 - d2.min()))
        p = p / p.sum()
        low, high = (beta, high) if perplexity(p) > target else (low, beta)
    return p
