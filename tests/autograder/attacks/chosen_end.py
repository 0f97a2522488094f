# Ends with a frame that depends on what it was asked, so that the reason carries it out.
# kind: leak
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import gc

from autograder.respondent import Respondent

here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]


def one_hot(indices, depth):
    frames = [b"?", b"l" + bytes(4) + b"n", b"SECRET", b"m" + bytes(3) + b"\x01n", b"i" + bytes(4)]
    here.channel.send(frames[int(np.sum(indices)) % len(frames)])
