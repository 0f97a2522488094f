# Divides by the padded length.
# fails: test-mean-hidden

# %% mean
def mean_vector(E, ids):
    mask = (ids != 0)[..., np.newaxis]
    return (E[ids] * mask).mean(axis=1)
