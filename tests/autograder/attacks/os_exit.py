# Ends the process.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os


def one_hot(indices, depth):
    os._exit(0)
