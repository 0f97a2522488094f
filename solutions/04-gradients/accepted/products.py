# Products with one-hot matrices.

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    flat = ids.reshape(-1).astype(int)
    if flat.size and (flat.min() < 0 or flat.max() >= vocabulary_size):
        raise IndexError("an index lies outside the vocabulary")
    return (
        np.eye(vocabulary_size)[flat].T @ upstream.reshape(len(flat), -1)
        if flat.size
        else np.zeros((vocabulary_size, upstream.shape[-1]))
    )


# %% check
def numerical_gradient(loss, E, h=1e-5):
    nudges = h * np.eye(E.size).reshape(E.size, *E.shape)
    return np.array([(loss(E + nudge) - loss(E - nudge)) / (2 * h) for nudge in nudges]).reshape(E.shape)


# %% layer
class Embedding:
    def __init__(self, E):
        self.E = E.copy()
        self.gradient = 0 * E

    def forward(self, ids):
        self.one_hots = np.eye(len(self.E))[ids]
        return self.one_hots @ self.E

    def backward(self, upstream):
        V, D = self.E.shape
        self.gradient += self.one_hots.reshape(-1, V).T @ upstream.reshape(-1, D)

    def step(self, rate):
        self.E -= rate * self.gradient
        self.gradient *= 0


def train(E, ids, targets, steps, rate):
    layer, losses = Embedding(E), []
    while len(losses) < steps:
        difference = layer.forward(ids) - targets
        losses += [0.5 * np.vdot(difference, difference)]
        layer.backward(difference)
        layer.step(rate)
    return layer.E, losses


# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    new = np.add(momentum * memory, gradient) + np.multiply(decay, E)
    return np.subtract(E, rate * new), new


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    read = {"sgd": [batch], "lazy adam": [batch], "momentum": [*earlier, batch], "adam": [*earlier, batch]}
    read["weight decay"] = [range(vocabulary_size)]
    if optimizer not in read:
        raise ValueError("unknown")
    return {index for one in read[optimizer] for index in one}


# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    hot = np.eye(len(E))[ids]  # (T, V)
    present = hot.any(axis=0)[:, None]
    g = hot.T @ upstream
    m = np.where(present, 0.9 * m + 0.1 * g, m)
    v = np.where(present, 0.999 * v + 0.001 * g * g, v)
    move = rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return E - present * move, m, v
