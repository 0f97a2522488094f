# Forgets that the two places are 2 h apart.
# fails: test-check, test-check-hidden

# %% check
def numerical_gradient(loss, E, h=1e-5):
    gradient = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        up, down = E.copy(), E.copy()
        up[place] += h
        down[place] -= h
        gradient[place] = (loss(up) - loss(down)) / h
    return gradient
