# Unusual but right types: parameters for tensors, an ordered dictionary, subclasses, lists and tensors for arrays.

# %% layouts
from collections import OrderedDict


class Weights(list):
    """A list that calls itself weights."""


def to_torch(weights):
    state = OrderedDict()
    for i in reversed(range(len(weights) // 2)):
        state[f"dense.{i}.bias"] = torch.nn.Parameter(torch.tensor(weights[2 * i + 2], dtype=torch.float32))
        state[f"dense.{i}.weight"] = torch.tensor(weights[2 * i + 1], dtype=torch.float32).T
    state["embedding.weight"] = torch.nn.Parameter(torch.tensor(weights[0], dtype=torch.float32), False)
    return state


def to_keras(state):
    result = Weights([np.asfortranarray(state["embedding.weight"])])
    for i in range(len(state) // 2):
        result.extend(
            [state[f"dense.{i}.weight"].numpy().astype("float64").T, state[f"dense.{i}.bias"].detach().numpy()]
        )
    return result


# %% gradients
class Gradient(np.ndarray):
    """An array that calls itself a gradient."""


def keras_gradients(E, w, ids, labels):
    table, weights = tf.Variable(E, dtype=tf.float64), tf.Variable(w, dtype=tf.float64)
    mask = (ids != 0).astype(float)
    shares = mask / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    with tf.GradientTape() as tape:
        means = tf.einsum("bt,btd->bd", shares, tf.gather(table, ids))
        z = tf.linalg.matvec(means, weights)
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels.astype(float), logits=z))
    found = tape.gradient(loss, [table, weights])
    return tuple(tf.convert_to_tensor(each).numpy().view(Gradient) for each in found)


def torch_gradients(E, w, ids, labels):
    table, weights = torch.tensor(E, requires_grad=True), torch.tensor(w, requires_grad=True)
    mask = torch.tensor(ids != 0).double()
    means = (table[torch.tensor(ids)] * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True).clamp(min=1)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(means @ weights, torch.tensor(labels).double())
    return [each.numpy()[...].view(Gradient) for each in torch.autograd.grad(loss, (table, weights))]


# %% adam
class UnknownConvention(ValueError):
    """Neither keras nor torch."""


def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    if convention not in ["keras", "torch"]:
        raise UnknownConvention(convention)
    place, m, v = torch.tensor(start, dtype=torch.float64), 0, 0
    places = torch.zeros(gradients.shape, dtype=torch.float64)
    for t, g in enumerate(torch.tensor(gradients), start=1):
        m, v = beta_1 * m + (1 - beta_1) * g, beta_2 * v + (1 - beta_2) * g * g
        root = (1 - beta_2**t) ** 0.5
        below = (v.sqrt() + epsilon) / root if convention == "keras" else v.sqrt() / root + epsilon
        place = place - rate * m / (1 - beta_1**t) / below
        places[t - 1] = place
    return places


# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    squared_first, summed_first = [], []
    for index in range(vocabulary_size):
        rows = gradients[ids == index]
        total, squares = rows.sum(axis=0), (rows**2).sum(axis=0)
        squared_first.append([-a / b**0.5 if a else 0 for a, b in zip(total.tolist(), squares.tolist(), strict=True)])
        summed_first.append([(a < 0) - (a > 0) for a in total.tolist()])
    return [squared_first, np.array(summed_first).reshape(vocabulary_size, -1)]


# %% cause
class Name(str):
    """A string that calls itself a name."""


def first_difference(first, second, tolerance):
    for step in range(len(first)):
        gaps = []
        for name in first[step]:
            here, there = torch.tensor(first[step][name]), torch.tensor(second[step][name])
            gap = torch.max(torch.abs(here - there)) if here.shape == there.shape else torch.tensor(float("inf"))
            gaps.append([np.float64(gap) if not torch.isnan(gap) else np.float64("inf"), Name(name)])
        gap, name = max(gaps)
        if gap > tolerance:
            return [np.int64(step + 1), name, gap]


def matching(simulate, candidates, observed, tolerance):
    return [
        Name(name)
        for name, settings in candidates.items()
        if (np.abs(np.asarray(simulate(**settings)) - observed) <= tolerance).all()
    ]
