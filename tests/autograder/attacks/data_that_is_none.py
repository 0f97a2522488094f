# Claims that numbers, text and other people's objects are the content of its containers.
# kind: channel
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
from autograder.respondent import Respondent


class Box(list):
    pass


counter = [0]


def refer_data(self, value):
    if not isinstance(value, Box):
        return None
    counter[0] += 1
    return ("data", -counter[0], [("data", 10**9, [1]), {"a": value.__class__}, [[]]])


Respondent.refer_data = refer_data


def one_hot(indices, depth):
    return Box([Box()])
