# Names the first parameter above the tolerance, not the one that differs most.
# fails: test-cause-hidden

# %% cause
def first_difference(first, second, tolerance):
    for step, (here, there) in enumerate(zip(first, second, strict=True), start=1):
        for name in here:
            d = np.inf if here[name].shape != there[name].shape else float(np.abs(here[name] - there[name]).max())
            d = np.inf if np.isnan(d) else d
            if d > tolerance:
                return step, name, d
    return None


def matching(simulate, candidates, observed, tolerance):
    return [
        name
        for name, settings in candidates.items()
        if np.all(np.abs(np.asarray(simulate(**settings)) - observed) <= tolerance)
    ]
