# Plain loops over places, in place, with an error of its own.

# %% scatter
class OutsideVocabulary(IndexError):
    """An index that no row belongs to."""


def scatter_add(ids, upstream, vocabulary_size):
    gradient = np.zeros((vocabulary_size, upstream.shape[-1]))
    for place in np.ndindex(ids.shape):
        index = ids[place]
        if not 0 <= index < vocabulary_size:
            raise OutsideVocabulary(index)
        gradient[index] += upstream[place]
    return gradient


# %% check
def numerical_gradient(loss, E, h=1e-5):
    gradient = []
    for i in range(E.shape[0]):
        row = []
        for k in range(E.shape[1]):
            kept = E[i, k]
            E[i, k] = kept + h
            higher = loss(E)
            E[i, k] = kept - h
            lower = loss(E)
            E[i, k] = kept
            row.append((higher - lower) / (2 * h))
        gradient.append(row)
    return np.array(gradient)


# %% layer
class Embedding:
    def __init__(self, E):
        self.E = E
        self.gradient = np.zeros_like(E)
        self.last = None

    def forward(self, ids):
        self.last = ids
        return np.take(self.E, ids, axis=0)

    def backward(self, upstream):
        for place in np.ndindex(self.last.shape):
            self.gradient[self.last[place]] += upstream[place]

    def step(self, rate):
        for index, slope in enumerate(self.gradient):
            self.E[index] -= rate * slope
        self.gradient.fill(0)


def train(E, ids, targets, steps, rate):
    E, losses = E.copy(), []
    for _ in range(steps):
        errors = [E[index] - target for index, target in zip(ids, targets, strict=True)]
        losses.append(sum((error**2).sum() for error in errors) / 2)
        for index, error in zip(ids, errors, strict=True):
            E[index] -= rate * error
    return E, losses


# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    memory *= momentum
    memory += gradient
    memory += decay * E
    E -= rate * memory
    return E, memory


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    rows = set()
    if optimizer == "weight decay":
        rows.update(range(vocabulary_size))
    elif optimizer == "momentum" or optimizer == "adam":
        for one in earlier:
            rows.update(one)
    elif optimizer != "sgd" and optimizer != "lazy adam":
        raise ValueError("There is no such optimizer in the table.")
    rows.update(batch)
    return rows


# %% lazy
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    for index in set(ids.tolist()):
        g = upstream[ids == index].sum(axis=0)
        m[index] = 0.9 * m[index] + 0.1 * g
        v[index] = 0.999 * v[index] + 0.001 * g**2
        E[index] -= rate * (m[index] / (1 - 0.9**t)) / (np.sqrt(v[index] / (1 - 0.999**t)) + 1e-8)
    return E, m, v
