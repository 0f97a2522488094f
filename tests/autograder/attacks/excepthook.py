# Swallows exceptions at interpreter level.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import sys

sys.excepthook = lambda *a: None
sys.unraisablehook = lambda *a: None


def one_hot(indices, depth):
    return np.zeros((3, 4))
