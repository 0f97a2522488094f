# Starts threads without end.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import threading
import time


def one_hot(indices, depth):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1e6,)).start()
        except RuntimeError:
            return np.zeros((3, 4))
