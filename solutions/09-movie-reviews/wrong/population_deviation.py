# Divides by K instead of K - 1.
# fails: test-interval, test-interval-hidden

# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) != len(second) or len(first) < 2:
        raise ValueError
    d = np.subtract(first, second)
    half = stats.t.ppf((1 + level) / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
