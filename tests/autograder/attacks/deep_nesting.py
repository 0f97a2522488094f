# Returns a list nested ten thousand deep.
# kind: channel
# must not pass: test-distance-hidden
# must pass: test-cost-hidden

# %% distance
def distances(vectors):
    nested = []
    for _ in range(10_000):
        nested = [nested]
    return nested
