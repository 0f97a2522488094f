# Replaces the shell's way to run cells.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass:

# %% one-hot
shell = get_ipython()
shell.run_cell = lambda *a, **k: None
type(shell).run_cell = lambda *a, **k: None


def one_hot(indices, depth):
    return np.zeros((3, 4))
