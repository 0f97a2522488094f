# Crashes the interpreter.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import ctypes


def one_hot(indices, depth):
    ctypes.string_at(0)
