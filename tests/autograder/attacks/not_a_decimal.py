# Numbers of the standard library that are none, or take long to compare.
# kind: lying object
# must not pass: test-cost-hidden
# must pass: test-one-hot-hidden

# %% cost
from decimal import Decimal
from fractions import Fraction


class Any(Fraction):
    __eq__ = lambda self, other: True
    __hash__ = Fraction.__hash__


def one_hot_bytes(words, depth, bytes_per_number=4):
    return Any(1, 3)


def index_bytes(words, depth):
    return Decimal("1E+999999999")
