# The misconception itself: only the rows of the batch move, whatever the optimiser.
# fails: test-moves-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = momentum * memory + gradient + decay * E
    return E - rate * memory, memory


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer not in ("sgd", "lazy adam", "momentum", "adam", "weight decay"):
        raise ValueError(optimizer)
    return set(batch)
