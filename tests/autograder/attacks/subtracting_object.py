# Wins every comparison by tolerance: differences that are smaller than anything.
# kind: lying object
# must not pass: test-distance-hidden
# must pass: test-cost-hidden

# %% distance
class Near:
    shape = (2, 2)
    __sub__ = __rsub__ = __abs__ = lambda self, *other: self
    __lt__ = __le__ = lambda self, other: True
    __array_priority__ = 1000


def distances(vectors):
    return Near()
