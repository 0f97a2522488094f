# Without the correction for means that begin at zero.
# fails: test-lazy-hidden

# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    rows = np.unique(ids)
    g = scatter_add(ids, upstream, len(E))[rows]
    m[rows] = 0.9 * m[rows] + 0.1 * g
    v[rows] = 0.999 * v[rows] + 0.001 * g**2
    E[rows] -= rate * m[rows] / (np.sqrt(v[rows]) + 1e-8)
    return E, m, v
