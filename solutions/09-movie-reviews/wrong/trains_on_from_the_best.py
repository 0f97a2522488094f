# Takes each step from the best parameters so far.
# fails: test-stop, test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, waited, epochs, best = np.inf, 0, 0, parameters
    while epochs < max_epochs and waited < patience:
        trained = step(best)
        epochs, waited = epochs + 1, waited + 1
        if (reached := loss(trained)) < lowest:
            lowest, best, waited = reached, trained, 0
    return best, epochs
