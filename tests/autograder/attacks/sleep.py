# Sleeps for ever.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import time


def one_hot(indices, depth):
    time.sleep(1e6)
