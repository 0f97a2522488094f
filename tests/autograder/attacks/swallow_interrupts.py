# Never returns, and swallows every interruption.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import signal

for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def one_hot(indices, depth):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
