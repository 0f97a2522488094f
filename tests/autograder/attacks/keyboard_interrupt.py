# Pretends to be interrupted.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    raise KeyboardInterrupt
