# Takes lazy Adam for Adam.
# fails: test-moves-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = momentum * memory + gradient + decay * E
    return E - rate * memory, memory


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer == "sgd":
        return set(batch)
    if optimizer == "weight decay":
        return set(range(vocabulary_size))
    if optimizer in ("momentum", "adam", "lazy adam"):
        return {index for one in [*earlier, batch] for index in one}
    raise ValueError(optimizer)
