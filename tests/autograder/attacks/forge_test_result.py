# Sends the report that the examiner sends to its conductor.
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
    words = b'{"test": {"id": "test-one-hot-hidden", "status": "passed", "points": 3.0, "max_points": 3.0}}'
    for number in links():
        os.write(number, struct.pack(">I", len(words)) + words)
    return np.zeros((3, 4))
