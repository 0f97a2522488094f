# Leaves weight decay out.
# fails: test-moves-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = momentum * memory + gradient
    return E - rate * memory, memory


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer in ("sgd", "lazy adam"):
        return set(batch)
    if optimizer in ("momentum", "adam"):
        return set(batch).union(*earlier)
    if optimizer == "weight decay":
        return set(range(vocabulary_size))
    raise ValueError(optimizer)
