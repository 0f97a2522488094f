# The layers and optimisers of both frameworks do the work.

# %% layouts
def to_torch(weights):
    def name(i):
        return f"dense.{(i - 1) // 2}.{'weight' if i % 2 else 'bias'}" if i else "embedding.weight"

    return {name(i): torch.from_numpy(np.float32(w.T if i % 2 else w)) for i, w in enumerate(weights)}


def to_keras(state):
    def place(name):
        layer, _, kind = name.rpartition(".")
        return (-1, 0) if layer == "embedding" else (int(layer.partition(".")[2]), kind == "bias")

    tensors = [(name, state[name]) for name in sorted(state, key=place)]
    return [np.asarray(t.t() if name.endswith("weight") and "dense" in name else t) for name, t in tensors]


# %% gradients
def keras_gradients(E, w, ids, labels):
    layer = keras.layers.Embedding(*E.shape, mask_zero=True)
    dense = keras.layers.Dense(1, use_bias=False)
    model = keras.Sequential([layer, keras.layers.GlobalAveragePooling1D(), dense])
    model.build((None, ids.shape[1]))
    model.set_weights([E, w[:, None]])
    words = np.maximum((ids != 0).sum(axis=1, keepdims=True), 1).astype("float32")
    with tf.GradientTape() as tape:
        rows = layer(ids) * tf.cast(ids != 0, "float32")[..., None]
        loss = tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(
                labels=labels[:, None].astype("float32"), logits=dense(tf.reduce_sum(rows, axis=1) / words)
            )
        )
    found = tape.gradient(loss, model.trainable_weights)
    return tf.convert_to_tensor(found[0]).numpy(), found[1].numpy()[:, 0]


def torch_gradients(E, w, ids, labels):
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(E), freeze=False, mode="mean", padding_idx=0)
    weights = torch.nn.Parameter(torch.tensor(w))
    torch.nn.BCEWithLogitsLoss()(bag(torch.tensor(ids)) @ weights, torch.tensor(labels).double()).backward()
    return bag.weight.grad.numpy(), weights.grad.numpy()


# %% adam
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    if convention not in {"keras", "torch"}:
        raise ValueError("keras or torch")
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([point], lr=rate, betas=(beta_1, beta_2), eps=epsilon)
    places = [np.zeros((0, len(start)))]
    for t, g in enumerate(gradients, start=1):
        if convention == "keras":
            optimizer.param_groups[0]["eps"] = epsilon / np.sqrt(1 - beta_2**t)
        point.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        places.append(point.detach().numpy().copy()[None])
    return np.concatenate(places)


# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    hot = (ids[:, None] == np.arange(vocabulary_size)).astype(float)
    total, norm = hot.T @ gradients, np.sqrt(hot.T @ np.square(gradients))
    squared_first = np.divide(-total, norm, out=np.zeros_like(total), where=total != 0)
    return squared_first, np.where(total > 0, -1.0, np.where(total < 0, 1.0, 0.0))


# %% cause
def first_difference(first, second, tolerance):
    def difference(here, there):
        if here.shape != there.shape:
            return np.inf
        return np.nan_to_num(np.abs(np.subtract(here, there)), nan=np.inf, posinf=np.inf).max()

    rows = [
        {name: difference(here[name], there[name]) for name in here} for here, there in zip(first, second, strict=True)
    ]
    parted = [step for step, row in enumerate(rows) if max(row.values()) > tolerance]
    if not parted:
        return None
    name, largest = max(rows[parted[0]].items(), key=lambda item: item[1])
    return parted[0] + 1, name, largest


def matching(simulate, candidates, observed, tolerance):
    return [name for name in candidates if np.abs(simulate(**candidates[name]) - observed).max() <= tolerance]
