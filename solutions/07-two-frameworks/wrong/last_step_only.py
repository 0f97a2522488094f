# Looks at the last step only, and returns the first candidate that fits.
# fails: test-cause-hidden

# %% cause
def first_difference(first, second, tolerance):
    for step, (here, there) in enumerate(zip(first, second, strict=True), start=1):
        differences = {}
        for name in here:
            if np.shape(here[name]) == np.shape(there[name]):
                apart = np.abs(here[name] - there[name])
                differences[name] = np.max(np.where(np.isnan(apart), np.inf, apart), initial=0)
            else:
                differences[name] = np.inf
        worst = max(differences, key=differences.get)
        if differences[worst] > tolerance:
            return step, worst, float(differences[worst])
    return None


def matching(simulate, candidates, observed, tolerance):
    for name, settings in candidates.items():
        if np.allclose(simulate(**settings)[-1], observed[-1], atol=tolerance):
            return [name]
    return []
