# Weight decay for the rows of the batch only, and no error for other names.
# fails: test-moves-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = momentum * memory + gradient + decay * E
    return E - rate * memory, memory


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer in ("momentum", "adam"):
        return set(batch).union(*earlier)
    return set(batch)
