# Nudges a whole row instead of a number.
# fails: test-check, test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    gradient = np.zeros(E.shape)
    for row in range(len(E)):
        nudge = np.zeros(E.shape)
        nudge[row] = h
        gradient[row] = (loss(E + nudge) - loss(E - nudge)) / (2 * h)
    return gradient
