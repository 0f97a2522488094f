# The small number that Keras takes by default.
# fails: test-lazy-hidden

# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    rows = np.unique(ids)
    g = scatter_add(ids, upstream, len(E))[rows]
    m[rows] = 0.9 * m[rows] + 0.1 * g
    v[rows] = 0.999 * v[rows] + 0.001 * g**2
    E[rows] -= rate * m[rows] / (1 - 0.9**t) / (np.sqrt(v[rows] / (1 - 0.999**t)) + 1e-7)
    return E, m, v
