# Writes forged replies to the socket it was given.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass:

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

    for number in links():
        frame = encode(("ok", np.zeros((3, 4)), None, [], []))
        for _ in range(20):
            os.write(number, struct.pack(">I", len(frame)) + frame)
    return np.zeros((3, 4))
