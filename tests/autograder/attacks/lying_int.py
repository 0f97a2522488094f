# An int that is equal to everything.
# kind: lying object
# must not pass: test-cost-hidden
# must pass: test-one-hot-hidden

# %% cost
class Lying(int):
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__


def one_hot_bytes(words, depth, bytes_per_number=4):
    return Lying(8_000_000)


def index_bytes(words, depth):
    return Lying(2000)
