# Calls back functions that it was not given.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
import socket
import struct


def links():
    found = []
    for number in range(3, 64):
        try:
            if os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
                found.append(number)
        except OSError:
            pass
    return found


def one_hot(indices, depth):
    from autograder.codec import encode

    frame = encode(("callback", 0, [], {}))
    for number in links():
        os.write(number, struct.pack(">I", len(frame)) + frame)
    return np.zeros((3, 4))
