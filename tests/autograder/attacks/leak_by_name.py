# Puts what it was asked into the name of an exception class.
# kind: leak
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    raise type(f"SECRET_{depth}", (Exception,), {})()
