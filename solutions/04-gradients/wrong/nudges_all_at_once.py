# Nudges all numbers together.
# fails: test-check, test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    return np.full(E.shape, (loss(E + h) - loss(E - h)) / (2 * h))
