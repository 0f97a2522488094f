# Weights of far points are all 0.
# fails: test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    low, high = 0.0, 1e3
    for _ in range(100):
        beta = (low + high) / 2
        p = np.exp(-beta * d2)
        p = p / max(p.sum(), 1e-300)
        low, high = (beta, high) if perplexity(p) > target else (low, beta)
    return p
