# Sends references to objects that do not exist, with types that lie.
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
    from autograder.codec import Encoder

    claim = Encoder(
        lambda v: ("object", 10**9, {"type": [("numpy", "ndarray")] * 50, "callable": True, "class": [("a", "b")]})
    )
    frame = claim.encode(("ok", object(), None, [], []))
    for number in links():
        os.write(number, struct.pack(">I", len(frame)) + frame)
    return np.zeros((3, 4))
