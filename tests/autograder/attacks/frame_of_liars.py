# A frame of pandas whose column holds objects that equal everything.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import pandas


class Equal:
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0


class Frame(pandas.DataFrame):
    equals = lambda self, other: True
    __array__ = lambda self, *how: np.zeros((3, 4))


def one_hot(indices, depth):
    return Frame({place: [Equal()] * len(np.ravel(indices)) for place in range(depth)})
