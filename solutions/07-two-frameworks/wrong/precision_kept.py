# Tensors keep the precision of the arrays.
# fails: test-layouts-hidden

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": torch.tensor(weights[0])}
    for i in range(len(weights) // 2):
        state[f"dense.{i}.weight"] = torch.tensor(weights[2 * i + 1].T)
        state[f"dense.{i}.bias"] = torch.tensor(weights[2 * i + 2])
    return state


def to_keras(state):
    weights = [state["embedding.weight"].numpy()]
    for i in range(len(state) // 2):
        weights += [state[f"dense.{i}.weight"].numpy().T, state[f"dense.{i}.bias"].numpy()]
    return weights
