# A class whose metaclass answers every isinstance.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Meta(type):
    __instancecheck__ = __subclasscheck__ = lambda cls, other: True
    __eq__ = lambda cls, other: True
    __hash__ = type.__hash__


class one_hot(metaclass=Meta):
    def __new__(cls, indices, depth):
        return cls
