# Transposes the embedding table, too.
# fails: test-layouts, test-layouts-hidden

# %% layouts
def to_torch(weights):
    names = ["embedding.weight"]
    for i in range(len(weights) // 2):
        names += [f"dense.{i}.weight", f"dense.{i}.bias"]
    return {name: torch.tensor(w.T, dtype=torch.float32) for name, w in zip(names, weights, strict=True)}


def to_keras(state):
    weights = [state["embedding.weight"].numpy().T]
    for i in range(len(state) // 2):
        weights += [state[f"dense.{i}.weight"].numpy().T, state[f"dense.{i}.bias"].numpy()]
    return weights
