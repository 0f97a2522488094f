# E is lazy, but the running means of absent rows fade.
# fails: test-lazy, test-lazy-hidden

# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    present = np.isin(np.arange(len(E)), ids)[:, None]
    g = scatter_add(ids, upstream, len(E))
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    size = np.sqrt(v / (1 - 0.999**t)) + 1e-8
    return E - np.where(present, rate * m / (1 - 0.9**t) / size, 0), m, v
