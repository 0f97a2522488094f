# Plain loops, and gradients by the formula.

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": torch.tensor(np.array(weights[0], dtype="float32"))}
    rest = list(weights[1:])
    number = 0
    while rest:
        kernel, bias = rest.pop(0), rest.pop(0)
        turned = np.empty((kernel.shape[1], kernel.shape[0]), dtype="float32")
        for i in range(kernel.shape[0]):
            for j in range(kernel.shape[1]):
                turned[j, i] = kernel[i, j]
        state["dense." + str(number) + ".weight"] = torch.from_numpy(turned)
        state["dense." + str(number) + ".bias"] = torch.from_numpy(np.array(bias, dtype="float32"))
        number += 1
    return state


def to_keras(state):
    weights, number = [np.array(state["embedding.weight"])], 0
    while f"dense.{number}.weight" in state:
        weights.append(np.array(state[f"dense.{number}.weight"]).T)
        weights.append(np.array(state[f"dense.{number}.bias"]))
        number += 1
    return weights


# %% gradients
def keras_gradients(E, w, ids, labels):
    slope_E, slope_w = np.zeros(E.shape), np.zeros(w.shape)
    for review, label in zip(ids, labels, strict=True):
        words = [index for index in review if index != 0]
        if not words:
            continue
        mean = sum(E[index] for index in words) / len(words)
        error = (1 / (1 + np.exp(-(mean @ w))) - label) / len(ids)
        slope_w += error * mean
        for index in words:
            slope_E[index] += error * w / len(words)
    return slope_E, slope_w


def torch_gradients(E, w, ids, labels):
    table = torch.tensor(E, requires_grad=True)
    weights = torch.tensor(w, requires_grad=True)
    losses = []
    for review, label in zip(ids, labels, strict=True):
        rows = table[torch.tensor(review[review != 0])]
        z = rows.sum(dim=0) @ weights / max(len(rows), 1)
        losses.append(torch.nn.functional.softplus(z) - label * z)
    return [each.numpy() for each in torch.autograd.grad(sum(losses) / len(losses), [table, weights])]


# %% adam
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    if convention == "keras":
        early = True
    elif convention == "torch":
        early = False
    else:
        raise ValueError(convention)
    places = np.zeros(gradients.shape)
    for column in range(gradients.shape[1]):
        m = v = 0.0
        place = float(start[column])
        for t in range(len(gradients)):
            g = float(gradients[t, column])
            m += (1 - beta_1) * (g - m)
            v += (1 - beta_2) * (g * g - v)
            m_hat, v_hat = m / (1 - beta_1 ** (t + 1)), v / (1 - beta_2 ** (t + 1))
            extra = epsilon / (1 - beta_2 ** (t + 1)) ** 0.5 if early else epsilon
            place -= rate * m_hat / (v_hat**0.5 + extra)
            places[t, column] = place
    return places


# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    squared_first = np.zeros((vocabulary_size, gradients.shape[1]))
    summed_first = np.zeros((vocabulary_size, gradients.shape[1]))
    for index in set(ids.tolist()):
        rows = gradients[ids == index]
        for column in range(rows.shape[1]):
            total = sum(rows[:, column])
            if total != 0:
                squared_first[index, column] = -total / sum(g**2 for g in rows[:, column]) ** 0.5
                summed_first[index, column] = -total / abs(total)
    return squared_first, summed_first


# %% cause
def first_difference(first, second, tolerance):
    for step in range(len(first)):
        worst_name, worst = None, tolerance
        for name, here in first[step].items():
            there = second[step][name]
            if here.shape != there.shape or np.isnan(here).any() or np.isnan(there).any():
                difference = float("inf")
            else:
                difference = float(abs(here - there).max())
            if difference > worst:
                worst_name, worst = name, difference
        if worst_name is not None:
            return step + 1, worst_name, worst
    return None


def matching(simulate, candidates, observed, tolerance):
    names = []
    for name in candidates:
        result = simulate(**candidates[name])
        if not (~(abs(result - observed) <= tolerance)).any():
            names.append(name)
    return names
