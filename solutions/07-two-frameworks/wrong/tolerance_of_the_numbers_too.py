# allclose allows a share of the numbers beside the tolerance.
# fails: test-cause-hidden

# %% cause
def first_difference(a, b, tolerance):
    for step, (one, other) in enumerate(zip(a, b, strict=True), start=1):
        worst = (0.0, "")
        for name in one:
            x, y = one[name], other[name]
            if x.shape != y.shape or np.isnan(x - y).any():
                worst = max(worst, (np.inf, name))
            elif not np.allclose(x, y, atol=tolerance):
                worst = max(worst, (np.abs(x - y).max(), name))
        if worst[0] > 0:
            return step, worst[1], worst[0]
    return None


def matching(simulate, candidates, observed, tolerance):
    return [name for name, given in candidates.items() if np.allclose(simulate(**given), observed, atol=tolerance)]
