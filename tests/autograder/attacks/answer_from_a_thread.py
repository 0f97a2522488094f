# A thread reads the grader's requests before the program does, and answers each with what would be right for another.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import gc
import threading
import time

from autograder.codec import encode
from autograder.respondent import Respondent

here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]


def one_hot(indices, depth):
    def flood():
        for _ in range(200):
            here.channel.send(encode(("ok", np.eye(4)[[0, 1, 2]], None, [], [])))
            here.channel.send(encode(("ok", True, None, [], [])))
            time.sleep(0.01)

    threading.Thread(target=flood, daemon=True).start()
    return np.zeros((len(indices), depth))
