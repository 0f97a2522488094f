# Stops one epoch late.
# fails: test-stop, test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, waited, epochs = np.inf, 0, 0
    while epochs < max_epochs and waited <= patience:
        parameters = step(parameters)
        epochs, waited = epochs + 1, waited + 1
        if (reached := loss(parameters)) < lowest:
            lowest, best, waited = reached, parameters, 0
    return best, epochs
