# A built-in class in the place of the function: it would run in the grader.
# kind: odd name
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
one_hot = np.ndarray
one_hot = range
one_hot = dict
