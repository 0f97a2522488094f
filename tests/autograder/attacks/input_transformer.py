# Rewrites every later cell to pass.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass:

# %% one-hot
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\n"])


def one_hot(indices, depth):
    return np.zeros((3, 4))
