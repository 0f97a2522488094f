# Kills every process it can.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
import signal


def one_hot(indices, depth):
    try:
        os.kill(-1, signal.SIGKILL)
        os.kill(os.getppid(), signal.SIGKILL)
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
