# Unusual but right types: an ndarray subclass, a frozenset, lists, tuples, tensors, Fortran order, slots, float32.

# %% scatter
class Gradient(np.ndarray):
    """An array that calls itself gradient."""


def scatter_add(ids, upstream, vocabulary_size):
    if not np.isin(ids, range(vocabulary_size)).all():
        raise IndexError("out of range")
    columns = [
        np.bincount(np.ravel(ids), weights=np.ravel(upstream[..., k]), minlength=vocabulary_size)
        for k in range(upstream.shape[-1])
    ]
    return np.array(columns).T.view(Gradient)


# %% check
def numerical_gradient(loss, E, h=1e-5):
    gradient = []
    for row, column in np.ndindex(E.shape):
        both = []
        for sign in (1, -1):
            nudged = np.asfortranarray(E)
            nudged = nudged.copy()
            nudged[row, column] += sign * h
            both.append(loss(nudged))
        gradient.append((both[0] - both[1]) / (2 * h))
    return [gradient[k : k + E.shape[1]] for k in range(0, E.size, E.shape[1])]


# %% layer
class Embedding:
    __slots__ = ("E", "_ids", "gradient")

    def __init__(self, E):
        self.E = torch.tensor(E)
        self.gradient = torch.zeros_like(self.E)

    def forward(self, ids):
        self._ids = torch.as_tensor(ids)
        return self.E[self._ids]

    def backward(self, upstream):
        flat = torch.as_tensor(upstream).reshape(-1, self.E.shape[1])
        self.gradient.index_add_(0, self._ids.reshape(-1), flat)

    def step(self, rate):
        self.E = self.E - rate * self.gradient
        self.gradient = torch.zeros_like(self.E)


def train(E, ids, targets, steps, rate):
    layer, losses = Embedding(E), []
    for _ in range(steps):
        error = layer.forward(ids) - torch.tensor(targets)
        losses.append(np.float32(error.pow(2).sum() / 2))
        layer.backward(error)
        layer.step(rate)
    return [layer.E.numpy().astype(np.float32), tuple(losses)]


# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory = np.asfortranarray(momentum * memory + gradient + decay * E)
    return [(E - rate * memory).tolist(), torch.tensor(memory)]


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    match optimizer:
        case "sgd" | "lazy adam":
            return frozenset(batch)
        case "momentum" | "adam":
            return frozenset(np.unique(np.array(sum(earlier, [*batch]), dtype=int)))
        case "weight decay":
            return frozenset(np.arange(vocabulary_size))
        case _:
            raise ValueError(optimizer)


# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    E, m, v, upstream = (torch.tensor(part) for part in (E, m, v, upstream))
    rows, places = torch.unique(torch.tensor(ids, dtype=torch.long), return_inverse=True)
    g = torch.zeros(len(rows), E.shape[1], dtype=E.dtype).index_add_(0, places, upstream)
    m[rows] = m[rows].lerp(g, 0.1)
    v[rows] = v[rows] * 0.999 + g * g * (1 - 0.999)
    E[rows] -= rate * m[rows] / (1 - 0.9**t) / (v[rows].div(1 - 0.999**t).sqrt() + 1e-8)
    return [E, m.numpy(), v.tolist()]
