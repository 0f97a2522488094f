# Returns an iterator that never ends.
# kind: lying object
# must not pass: test-distance-hidden
# must pass: test-cost-hidden

# %% distance
import itertools


def distances(vectors):
    return itertools.repeat([0.0])
