# Uses a nudge of its own.
# fails: test-check, test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    h = 1e-4
    gradient = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        nudge = np.zeros(E.shape)
        nudge[place] = h
        gradient[place] = (loss(E + nudge) - loss(E - nudge)) / (2 * h)
    return gradient
