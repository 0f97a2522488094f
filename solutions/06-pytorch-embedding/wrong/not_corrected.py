# Leaves out the division by 1 - 0.9^t and 1 - 0.999^t.
# fails: test-step, test-step-hidden

# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    E, m, s = E.copy(), m.copy(), s.copy()
    rows = np.unique(ids)
    gradient = np.zeros(E.shape)
    np.add.at(gradient, ids, slopes)
    m[rows] = 0.9 * m[rows] + 0.1 * gradient[rows]
    s[rows] = 0.999 * s[rows] + 0.001 * gradient[rows] ** 2
    E[rows] -= rate * m[rows] / (np.sqrt(s[rows]) + 1e-8)
    return E, m, s
