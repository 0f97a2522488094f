# Never puts a nudged number back.
# fails: test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    nudged = E.copy()
    gradient = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        nudged[place] += h
        higher = loss(nudged)
        nudged[place] -= 2 * h
        gradient[place] = (higher - loss(nudged)) / (2 * h)
    return gradient
