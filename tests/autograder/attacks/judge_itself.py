# Answers every method that compares with yes.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Yes:
    shape = (3, 4)
    equals = equal = allclose = isclose = issubset = all = any = lambda self, *other, **how: True
    __bool__ = lambda self: True


def one_hot(indices, depth):
    return Yes()
