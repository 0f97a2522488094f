# NumPy stretches arrays of different shapes.
# fails: test-cause-hidden

# %% cause
def first_difference(first, second, tolerance):
    for step, (here, there) in enumerate(zip(first, second, strict=True), start=1):
        differences = {}
        for name in here:
            if True:
                apart = np.abs(here[name] - there[name])
                differences[name] = np.max(np.where(np.isnan(apart), np.inf, apart), initial=0)
            else:
                differences[name] = np.inf
        worst = max(differences, key=differences.get)
        if differences[worst] > tolerance:
            return step, worst, float(differences[worst])
    return None


def matching(simulate, candidates, observed, tolerance):
    return [
        name
        for name, settings in candidates.items()
        if np.all(np.abs(np.asarray(simulate(**settings)) - observed) <= tolerance)
    ]
