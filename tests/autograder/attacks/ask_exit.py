# Leaves the notebook before the tests.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    return np.zeros((3, 4))


exit()
