# An ndarray subclass whose comparisons are always true.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Lying(np.ndarray):
    def __eq__(self, other):
        return np.True_

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(1, dtype=bool)

    def __array_function__(self, function, types, args, kwargs):
        return True


def one_hot(indices, depth):
    shape = np.shape(indices) + (depth,)
    return np.zeros(shape).view(Lying)
