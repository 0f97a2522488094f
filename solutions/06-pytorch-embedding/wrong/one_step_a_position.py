# Takes one step for each position instead of one for each word.
# fails: test-step, test-step-hidden

# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    E, m, s = E.copy(), m.copy(), s.copy()
    for row, slope in zip(ids, slopes, strict=True):
        m[row] = 0.9 * m[row] + 0.1 * slope
        s[row] = 0.999 * s[row] + 0.001 * slope**2
        E[row] -= rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m[row] / (np.sqrt(s[row]) + 1e-8)
    return E, m, s
