# Announces a message of four gigabytes.
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
    for number in links():
        os.write(number, b"\xff\xff\xff\xff" + b"x" * 1000)
    return np.zeros((3, 4))
