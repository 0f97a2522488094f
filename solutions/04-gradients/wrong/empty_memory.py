# The new memory is an empty array, and so are the running means of the square: E alone is right.
# fails: test-moves, test-moves-hidden, test-lazy, test-lazy-hidden

# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = momentum * memory + gradient + decay * E
    return E - rate * memory, np.zeros((0, 1, 1))


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    if optimizer in ("sgd", "lazy adam"):
        return set(batch)
    if optimizer in ("momentum", "adam"):
        return set(batch).union(*earlier)
    if optimizer == "weight decay":
        return set(range(vocabulary_size))
    raise ValueError


# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    rows, places = np.unique(ids, return_inverse=True)
    g = scatter_add(places, upstream, len(rows))
    E, m, v = E.copy(), m.copy(), v.copy()
    m[rows] = 0.9 * m[rows] + 0.1 * g
    v[rows] = 0.999 * v[rows] + 0.001 * g**2
    E[rows] -= rate * m[rows] / (1 - 0.9**t) / (np.sqrt(v[rows] / (1 - 0.999**t)) + 1e-8)
    return E, m, np.zeros((0, *v.shape))
