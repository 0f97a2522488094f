# An object that hangs when it is shown.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Slow(Exception):
    def __str__(self):
        while True:
            pass


def one_hot(indices, depth):
    raise Slow
