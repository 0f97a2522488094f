# The way back makes a list of tensors, where arrays were asked for.
# fails: test-layouts

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": torch.tensor(weights[0], dtype=torch.float32)}
    for i in range(len(weights) // 2):
        state[f"dense.{i}.weight"] = torch.tensor(weights[2 * i + 1].T, dtype=torch.float32)
        state[f"dense.{i}.bias"] = torch.tensor(weights[2 * i + 2], dtype=torch.float32)
    return state


def to_keras(state):
    weights = [state["embedding.weight"]]
    for i in range(len(state) // 2):
        weights += [state[f"dense.{i}.weight"].T, state[f"dense.{i}.bias"]]
    return weights
