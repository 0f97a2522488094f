# Measures the parameters before the first epoch too.
# fails: test-stop, test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    best, waited, epochs = parameters, 0, 0
    lowest = loss(parameters)
    while epochs < max_epochs and waited < patience:
        parameters = step(parameters)
        epochs, waited = epochs + 1, waited + 1
        if (reached := loss(parameters)) < lowest:
            lowest, best, waited = reached, parameters, 0
    return best, epochs
