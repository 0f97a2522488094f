# A lowest loss of 0 counts as none.
# fails: test-stop-hidden

# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    lowest, best, waited, run = None, None, 0, 0
    while run < max_epochs and waited < patience:
        parameters, run, waited = step(parameters), run + 1, waited + 1
        now = loss(parameters)
        if not lowest or now < lowest:
            lowest, best, waited = now, parameters, 0
    return best, run
