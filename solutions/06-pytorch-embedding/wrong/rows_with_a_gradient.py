# Leaves out words whose slopes cancel.
# fails: test-step-hidden

# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    E, m, s = E.copy(), m.copy(), s.copy()
    gradient = np.zeros(E.shape)
    np.add.at(gradient, ids, slopes)
    rows = np.flatnonzero(gradient.any(axis=1))
    m[rows] = 0.9 * m[rows] + 0.1 * gradient[rows]
    s[rows] = 0.999 * s[rows] + 0.001 * gradient[rows] ** 2
    E[rows] -= rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m[rows] / (np.sqrt(s[rows]) + 1e-8)
    return E, m, s
