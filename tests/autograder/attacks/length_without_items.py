# An object with the right length and shape, whose loops have no turns.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Hollow:
    shape = (3, 4)
    ndim = 2

    def __len__(self):
        return 3

    def __iter__(self):
        return iter(())


def one_hot(indices, depth):
    return Hollow()
