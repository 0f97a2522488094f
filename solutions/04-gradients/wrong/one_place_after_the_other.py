# Updates a word once for each of its places.
# fails: test-lazy, test-lazy-hidden

# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    for index, g in zip(ids, upstream, strict=True):
        m[index] = 0.9 * m[index] + 0.1 * g
        v[index] = 0.999 * v[index] + 0.001 * g**2
        E[index] -= rate * m[index] / (1 - 0.9**t) / (np.sqrt(v[index] / (1 - 0.999**t)) + 1e-8)
    return E, m, v
