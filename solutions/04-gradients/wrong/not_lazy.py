# Adam on all rows.
# fails: test-lazy, test-lazy-hidden

# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    g = scatter_add(ids, upstream, len(E))
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    return E - rate * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v
