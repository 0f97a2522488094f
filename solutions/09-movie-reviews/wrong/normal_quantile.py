# Takes the normal distribution for Student's.
# fails: test-interval, test-interval-hidden

# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) != len(second) or len(first) < 2:
        raise ValueError
    d = np.subtract(first, second)
    half = stats.norm.ppf((1 + level) / 2) * stats.sem(d)
    return d.mean(), d.mean() - half, d.mean() + half
