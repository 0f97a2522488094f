# An array of a thousand million numbers that takes eight bytes.
# kind: memory
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    return np.broadcast_to(np.float64(1), (10**9,))
