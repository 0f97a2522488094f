# Swallows every exception of the shell.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
get_ipython().set_custom_exc((BaseException,), lambda *a: None)


def one_hot(indices, depth):
    return np.zeros((3, 4))
