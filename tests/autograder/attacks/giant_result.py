# Returns an array of many gigabytes that costs nothing here.
# kind: channel
# must not pass: test-distance-hidden
# must pass: test-cost-hidden

# %% distance
def distances(vectors):
    return np.broadcast_to(np.float64(0), (100_000, 100_000))
