# Sends a million warnings and lines of output with one answer.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
from autograder.codec import encode
from autograder.respondent import Respondent

old = Respondent.encode


def flooded(self, value):
    if value[0] == "ok" and isinstance(value[1], np.ndarray):
        noted = [("UserWarning", str(n)) for n in range(300_000)]
        return encode((*value[:-2], [("stdout", "SECRET" * 10)] * 300_000, noted))
    return old(self, value)


Respondent.encode = flooded


def one_hot(indices, depth):
    return np.zeros((len(indices), depth))
