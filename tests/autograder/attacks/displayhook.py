# A displayed value before the error made stock grading stop looking.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import sys


def one_hot(indices, depth):
    sys.displayhook("x")
    return np.zeros((3, 4))
