# Pretends to be an ndarray by its class attribute.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Pretender:
    shape = (3, 4)
    __class__ = np.ndarray


def one_hot(indices, depth):
    return Pretender()
