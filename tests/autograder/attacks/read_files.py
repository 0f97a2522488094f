# Looks for masters, gradebook and other submissions on the disk.
# kind: reach
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os


def one_hot(indices, depth):
    for folder, folders, files in os.walk("/"):
        folders[:] = [f for f in folders if f not in ("proc", "sys", "usr", "lib", "site-packages")]
        if any(f in ("gradebook.db", "nbgrader_config.py") or f == "one_hot.ipynb" for f in files):
            return np.eye(depth)[np.asarray(indices)]
    return np.zeros((3, 4))
