# Makes the builtins agree.
# kind: reach
# must not pass: test-one-hot-hidden
# must pass:

# %% one-hot
import builtins

builtins.all = builtins.isinstance = lambda *a: True
builtins.AssertionError = Warning


def one_hot(indices, depth):
    return np.zeros((3, 4))
