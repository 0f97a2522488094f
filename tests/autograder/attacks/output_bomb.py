# Prints without end.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    for _ in range(200):
        print("x" * 1_000_000)
    return np.zeros((3, 4))
