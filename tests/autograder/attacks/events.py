# Hooks into the events of the shell.
# kind: silence
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
get_ipython().events.register("pre_run_cell", lambda info: None)
get_ipython().events.register("post_run_cell", lambda result: setattr(result, "error_in_exec", None))


def one_hot(indices, depth):
    return np.zeros((3, 4))
