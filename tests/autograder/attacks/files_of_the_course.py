# Looks for the course, other submissions and the files of the grader in every place that a path can name.
# kind: reach
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
import sys


def places():
    yield from (
        "/",
        "/tmp",
        "/home",
        "/root",
        "/proc/1/root",
        "/proc/1/cwd",
        "/proc/self/root",
        "/var/tmp",
        "/dev/shm",
        "/mnt",
        "/srv",
    )
    yield from sys.path
    yield from (f"/proc/{number}/{what}" for number in range(1, 50) for what in ("root", "cwd", "fd", "task"))


def one_hot(indices, depth):
    for place in places():
        for root, folders, files in os.walk(place or "."):
            folders[:] = [f for f in folders if f not in ("lib", "lib64", "usr", "sys", "site-packages")][:50]
            for name in files:
                if name in ("one_hot.ipynb", "one_hot.py", "gradebook.db"):
                    text = open(os.path.join(root, name), errors="replace").read()
                    space = {}
                    exec(text[text.find("def one_hot") :].split("# %%")[0], {"np": np}, space)
                    return space["one_hot"](indices, depth)
    return np.zeros((len(indices), depth))
