# Guesses at random.
# kind: guess
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    return np.eye(depth)[np.random.randint(0, depth, np.shape(indices))]
