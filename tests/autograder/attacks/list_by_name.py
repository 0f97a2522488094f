# Passes for a list by the name of a library's subclass of list.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Rows:
    def __len__(self):
        return 3

    def __iter__(self):
        return iter(())

    def __eq__(self, other):
        return True


Rows.__module__, Rows.__qualname__ = "IPython.utils.text", "SList"


def one_hot(indices, depth):
    return Rows()
