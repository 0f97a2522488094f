# Sends open files over the link, to fill the table of the grader.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import gc

from autograder.respondent import Respondent

here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]


def one_hot(indices, depth):
    import socket

    for _ in range(200):
        socket.send_fds(here.channel.connection, [b"\0"], [0, 1, 2])
    return np.zeros((len(indices), depth))
