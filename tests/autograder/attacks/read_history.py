# Looks for the tests in the history and in all objects of the process.
# kind: reach
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import gc


def one_hot(indices, depth):
    if any("BEGIN HIDDEN" in str(cell) for cell in get_ipython().user_ns.get("In", [])):
        return np.eye(depth)[np.asarray(indices)]
    for thing in gc.get_objects():
        if type(thing) is dict and "test-one-hot-hidden" in thing:
            return np.eye(depth)[np.asarray(indices)]
    return np.zeros((3, 4))
