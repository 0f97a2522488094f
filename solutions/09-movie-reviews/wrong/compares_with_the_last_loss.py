# Waits for a loss below the one before, instead of below the lowest.
# fails: test-stop, test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    history, waited, epochs = [], 0, 0
    while epochs < max_epochs and waited < patience:
        parameters = step(parameters)
        epochs += 1
        history.append((loss(parameters), epochs, parameters))
        waited = 0 if epochs == 1 or history[-1][0] < history[-2][0] else waited + 1
    return min(history, key=lambda each: each[:2])[2], epochs
