# Warnings and outputs that are objects: to show them, the grader would ask again, and again.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import gc

from autograder.respondent import Respondent

here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]


class Endless:
    def __str__(self):
        return "SECRET"


def answer(self, request):
    return self.encode(("ok", np.eye(4), None, [(Endless(), Endless())] * 3, [(Endless(), Endless())] * 3))


def one_hot(indices, depth):
    Respondent.answer = answer
    return Endless()
