# Adds up squares of slopes instead of squaring the sum, as Keras does.
# fails: test-step, test-step-hidden

# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    E, m, s = E.copy(), m.copy(), s.copy()
    rows = np.unique(ids)
    gradient, squares = np.zeros(E.shape), np.zeros(E.shape)
    np.add.at(gradient, ids, slopes)
    np.add.at(squares, ids, slopes**2)
    m[rows] = 0.9 * m[rows] + 0.1 * gradient[rows]
    s[rows] = 0.999 * s[rows] + 0.001 * squares[rows]
    E[rows] -= rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m[rows] / (np.sqrt(s[rows]) + 1e-8)
    return E, m, s
