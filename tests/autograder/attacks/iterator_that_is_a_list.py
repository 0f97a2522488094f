# Gives an iterator that crosses as an empty list, whose loops nobody would count.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Empty(list):
    def __next__(self):
        raise StopIteration


class Hollow:
    shape = (3, 4)
    ndim = 2

    def __len__(self):
        return 3

    def __iter__(self):
        return Empty()


def one_hot(indices, depth):
    return Hollow()
