# Calls itself an ndarray and answers each question about all of its numbers with yes.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Array:
    shape = (3, 4)
    ndim = 2
    dtype = np.dtype(float)

    def all(self, *args, **keywords):
        return True

    any = __lt__ = __gt__ = __contains__ = all


Array.__module__, Array.__qualname__ = "numpy", "ndarray"


def one_hot(indices, depth):
    return Array()
