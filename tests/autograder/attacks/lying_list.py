# A list whose items and length depend on who asks.
# kind: lying object
# must not pass: test-distance-hidden
# must pass: test-cost-hidden

# %% distance
class Lying(list):
    def __eq__(self, other):
        return True

    def __iter__(self):
        return iter([1.0])


def distances(vectors):
    return Lying([[0.0]])
