# Takes a step of Adam, which moves all rows.
# fails: test-step-hidden

# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    gradient = np.zeros(E.shape)
    np.add.at(gradient, ids, slopes)
    m = 0.9 * m + 0.1 * gradient
    s = 0.999 * s + 0.001 * gradient**2
    E = E - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(s) + 1e-8)
    return E, m, s
