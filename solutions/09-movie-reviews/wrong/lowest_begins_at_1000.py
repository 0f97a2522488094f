# The lowest loss begins at a number that was thought to be large.
# fails: test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, best, waited, run = 1000, None, 0, 0
    while run < max_epochs and waited < patience:
        parameters, run, waited = step(parameters), run + 1, waited + 1
        now = loss(parameters)
        if now < lowest or best is None:
            lowest, best, waited = min(now, lowest), parameters, 0
    return best, run
