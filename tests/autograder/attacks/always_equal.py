# Returns an object that says it is equal to everything.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Equal:
    shape = (3, 4)
    dtype = np.dtype(float)
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __hash__ = None
    __bool__ = lambda self: True
    __len__ = lambda self: 3

    def __array__(self, *args, **kwargs):
        return np.zeros((3, 4))

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __array_function__(self, *args, **kwargs):
        return True


def one_hot(indices, depth):
    return Equal()
