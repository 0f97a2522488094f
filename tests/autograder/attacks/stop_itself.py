# Stops its own process instead of ending it, with every signal that can be caught held back.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
import signal


def one_hot(indices, depth):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    if os.fork() == 0:
        while True:
            os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        os.kill(os.getpid(), signal.SIGSTOP)
        signal.sigtimedwait([signal.SIGUSR1], 1)
