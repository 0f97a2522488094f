# A difference to one side.
# fails: test-check, test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    gradient = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        nudged = E.copy()
        nudged[place] += h
        gradient[place] = (loss(nudged) - loss(E)) / h
    return gradient
