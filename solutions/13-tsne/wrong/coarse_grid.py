# Takes the best beta of a grid: seldom within 0.001.
# fails: test-row-hidden

# %% row
def perplexity(p):
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())


def row(d2, target):
    if not 1 < target < len(d2):
        raise ValueError("target")
    rows = []
    for beta in np.geomspace(1e-9, 1e9, 2000):
        p = np.exp(-beta * (d2 - d2.min()))
        rows.append(p / p.sum())
    return min(rows, key=lambda p: abs(perplexity(p) - target))
