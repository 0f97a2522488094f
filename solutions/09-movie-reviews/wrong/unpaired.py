# Adds the variances as if the two models had been measured on different divisions.
# fails: test-interval, test-interval-hidden

# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) != len(second) or len(first) < 2:
        raise ValueError
    middle = np.mean(first) - np.mean(second)
    half = stats.t.ppf((1 + level) / 2, len(first) - 1) * np.hypot(stats.sem(first), stats.sem(second))
    return middle, middle - half, middle + half
