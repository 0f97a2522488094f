# Closes every descriptor.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os


def one_hot(indices, depth):
    os.closerange(3, 256)
    return np.zeros((3, 4))
