# Counts all epochs without a new lowest loss, not those in a row.
# fails: test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, waited, epochs = np.inf, 0, 0
    while epochs < max_epochs and waited < patience:
        parameters = step(parameters)
        epochs += 1
        if (reached := loss(parameters)) < lowest:
            lowest, best = reached, parameters
        else:
            waited += 1
    return best, epochs
