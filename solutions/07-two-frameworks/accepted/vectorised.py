# Sums over the whole past at once, cumulative products, a matrix of word shares.

# %% layouts
def to_torch(weights):
    as_tensor = lambda array: torch.as_tensor(np.ascontiguousarray(array, dtype=np.float32)).clone()  # noqa: E731
    kernels = {f"dense.{i}.weight": as_tensor(kernel.T) for i, kernel in enumerate(weights[1::2])}
    biases = {f"dense.{i}.bias": as_tensor(bias) for i, bias in enumerate(weights[2::2])}
    return biases | kernels | {"embedding.weight": as_tensor(weights[0])}


def to_keras(state):
    dense = [
        (state[f"dense.{i}.weight"].T.numpy(), state[f"dense.{i}.bias"].numpy()) for i in range((len(state) - 1) // 2)
    ]
    return [state["embedding.weight"].numpy(), *(each for pair in dense for each in pair)]


# %% gradients
def shares(E, ids):
    counts = np.eye(len(E), dtype="float32")[ids].sum(axis=1)
    counts[:, 0] = 0
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def keras_gradients(E, w, ids, labels):
    table, weights = tf.constant(E, tf.float32), tf.constant(w, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch([table, weights])
        z = tf.linalg.matvec(shares(E, ids) @ table, weights)
        loss = keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(z))
    return [each.numpy() for each in tape.gradient(loss, [table, weights])]


def torch_gradients(E, w, ids, labels):
    def loss(table, weights):
        z = torch.tensor(shares(E, ids)).double() @ table @ weights
        return torch.nn.functional.binary_cross_entropy(torch.sigmoid(z), torch.tensor(labels).double())

    parameters = torch.tensor(E, requires_grad=True), torch.tensor(w, requires_grad=True)
    return [each.numpy() for each in torch.autograd.grad(loss(*parameters), parameters)]


# %% adam
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    if convention != "keras" and convention != "torch":
        raise ValueError
    t = np.arange(1, len(gradients) + 1)
    age = t[:, None] - t  # (S, S)
    m = np.where(age >= 0, (1 - beta_1) * beta_1 ** np.maximum(age, 0), 0) @ gradients
    v = np.where(age >= 0, (1 - beta_2) * beta_2 ** np.maximum(age, 0), 0) @ gradients**2
    first, second = 1 - beta_1 ** t[:, None], 1 - beta_2 ** t[:, None]
    extra = epsilon / np.sqrt(second) if convention == "keras" else epsilon
    return start - rate * np.cumsum(m / first / (np.sqrt(v / second) + extra), axis=0)


# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    rows = np.concatenate([gradients, np.zeros((vocabulary_size, gradients.shape[1]))])
    places = np.concatenate([ids, np.arange(vocabulary_size)])
    columns = range(rows.shape[1])
    total = np.stack([np.bincount(places, rows[:, c], vocabulary_size) for c in columns], axis=1)
    norm = np.stack([np.bincount(places, rows[:, c] ** 2, vocabulary_size) for c in columns], axis=1) ** 0.5
    norm[total == 0] = np.inf
    return -total / norm, -np.sign(total)


# %% cause
def first_difference(first, second, tolerance):
    found = []
    for step, here in enumerate(first, 1):
        for name, values in here.items():
            other = second[step - 1][name]
            gap = np.abs(values - other) if values.shape == other.shape else np.array([np.inf])
            found.append((step, -np.where(np.isnan(gap), np.inf, gap).max(), name))
    parted = sorted(each for each in found if -each[1] > tolerance)
    return (parted[0][0], parted[0][2], -parted[0][1]) if parted else None


def matching(simulate, candidates, observed, tolerance):
    return list(filter(lambda name: (abs(observed - simulate(**candidates[name])) <= tolerance).all(), candidates))
