# Takes all memory.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    hoard = []
    while True:
        hoard.append(np.ones(10_000_000))
