# Shows no tracebacks.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
get_ipython().showtraceback = lambda *a, **k: None


def one_hot(indices, depth):
    return np.zeros((3, 4))
