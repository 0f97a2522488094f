# Raises ValueError for everything, which is right only for indices out of range.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    raise ValueError("out of range")
