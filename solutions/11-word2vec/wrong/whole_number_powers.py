# Powers of whole numbers overflow.
# fails: test-noise-hidden

# %% noise
def noise_distribution(counts, power):
    raised = np.where(counts > 0, counts.astype("int64") ** power, 0)
    return raised / raised.sum()


def pick(P, u):
    return np.searchsorted(np.cumsum(P), u, side="right")
