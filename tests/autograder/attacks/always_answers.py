# A dict and a tuple that answer for whatever they have not.
# kind: lying object
# must not pass: test-bag-hidden
# must pass: test-cost-hidden

# %% bag
class Answers(dict):
    __missing__ = lambda self, key: 1.0
    __getattr__ = lambda self, name: lambda *args, **how: True
    __len__ = lambda self: 4


def bag_of_words(indices, depth):
    return Answers()


bag = bag_of_words
