# Prints what it was asked in a later cell.
# kind: leak
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
seen = []


def one_hot(indices, depth):
    seen.append((indices, depth))
    print("SECRET", indices, depth)
    return np.zeros((3, 4))
