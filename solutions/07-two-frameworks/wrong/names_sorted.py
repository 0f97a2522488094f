# The way back sorts the names, so that layer 10 comes before layer 2.
# fails: test-layouts-hidden

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": torch.tensor(weights[0], dtype=torch.float32)}
    for i in range(len(weights) // 2):
        state[f"dense.{i}.weight"] = torch.tensor(weights[2 * i + 1].T, dtype=torch.float32)
        state[f"dense.{i}.bias"] = torch.tensor(weights[2 * i + 2], dtype=torch.float32)
    return state


def to_keras(state):
    weights = [state["embedding.weight"].numpy()]
    layers = sorted({name.rpartition(".")[0] for name in state if name.startswith("dense")})
    for layer in layers:
        weights += [state[f"{layer}.weight"].numpy().T, state[f"{layer}.bias"].numpy()]
    return weights
