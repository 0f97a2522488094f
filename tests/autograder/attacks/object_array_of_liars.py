# An array of objects that equal everything.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Equal:
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0
    __float__ = lambda self: 0.0


def one_hot(indices, depth):
    made = np.empty((len(np.ravel(indices)), depth), dtype=object)
    made[...] = Equal()
    return made
