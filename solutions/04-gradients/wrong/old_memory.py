# Moves by the memory from before this step.
# fails: test-moves, test-moves-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    return E - rate * memory, momentum * memory + gradient + decay * E


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer in ("sgd", "lazy adam"):
        return set(batch)
    if optimizer in ("momentum", "adam"):
        return set(batch).union(*earlier)
    if optimizer == "weight decay":
        return set(range(vocabulary_size))
    raise ValueError(optimizer)
