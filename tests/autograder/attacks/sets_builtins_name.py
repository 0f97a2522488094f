# Defines the name by which tests give a part of the points.
# kind: odd name
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import builtins

builtins.partial_credit = partial_credit = lambda *parts, **points: 1e9
__name__ = "autograder.examiner"


def one_hot(indices, depth):
    return partial_credit
