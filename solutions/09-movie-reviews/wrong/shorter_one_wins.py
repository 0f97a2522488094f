# Cuts the longer list to the length of the shorter one.
# fails: test-interval-hidden

# %% interval
def difference_interval(first, second, level=0.95):
    d = np.array([a - b for a, b in zip(first, second, strict=False)])
    if len(d) < 2:
        raise ValueError
    half = stats.t.ppf((1 + level) / 2, len(d) - 1) * stats.sem(d)
    return d.mean(), d.mean() - half, d.mean() + half
