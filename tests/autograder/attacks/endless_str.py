# An exception whose text is endless.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Loud(Exception):
    def __str__(self):
        return "x" * 10**8


def one_hot(indices, depth):
    raise Loud
