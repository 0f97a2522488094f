# Puts what it was asked into the text of an error.
# kind: leak
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    raise RuntimeError(f"SECRET {indices!r} {depth!r}")
