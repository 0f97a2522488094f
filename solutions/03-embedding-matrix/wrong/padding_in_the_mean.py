# Averages padding too.
# fails: test-mean-hidden

# %% mean
def mean_vector(E, ids):
    return E[ids].mean(axis=1)
