# Ignores the level.
# fails: test-interval-hidden

# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) != len(second) or len(first) < 2:
        raise ValueError
    d = np.subtract(first, second)
    half = stats.t.ppf(0.975, len(d) - 1) * stats.sem(d)
    return d.mean(), d.mean() - half, d.mean() + half
