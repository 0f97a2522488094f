# Returns the largest difference of the whole training.
# fails: test-cause-hidden

# %% cause
def first_difference(first, second, tolerance):
    worst = None
    for step, (here, there) in enumerate(zip(first, second, strict=True), start=1):
        for name in here:
            d = np.inf if here[name].shape != there[name].shape else float(np.abs(here[name] - there[name]).max())
            d = np.inf if np.isnan(d) else d
            if d > tolerance and (worst is None or d > worst[2]):
                worst = step, name, d
    return worst


def matching(simulate, candidates, observed, tolerance):
    return [
        name
        for name, settings in candidates.items()
        if np.all(np.abs(np.asarray(simulate(**settings)) - observed) <= tolerance)
    ]
