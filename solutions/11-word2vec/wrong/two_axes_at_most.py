# Loops over one axis or two.
# fails: test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    raised = np.where(counts > 0, counts ** float(power), 0)
    return raised / raised.sum()


def pick(P, u):
    sums, u = np.cumsum(P), np.asarray(u)
    if u.ndim == 0:
        return np.searchsorted(sums, u, side="right")
    if u.ndim == 1:
        return np.array([np.searchsorted(sums, each, side="right") for each in u], dtype=int)
    out = np.zeros(u.shape[:2], dtype=int)
    for i in range(u.shape[0]):
        for j in range(u.shape[1]):
            out[i, j] = np.searchsorted(sums, np.ravel(u[i, j])[0], side="right")
    return out
