# An exception class in the place of the function: a stand-in that the grader makes itself.
# kind: odd name
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class one_hot(StopIteration, AssertionError):
    shape = (3, 4)
    __eq__ = lambda self, other: True
