# Kernels keep the layout of Keras on the way there, and on the way back.
# fails: test-layouts, test-layouts-hidden

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": weights[0]}
    for i in range(1, len(weights), 2):
        state[f"dense.{i // 2}.weight"], state[f"dense.{i // 2}.bias"] = weights[i], weights[i + 1]
    return {name: torch.tensor(value, dtype=torch.float32) for name, value in state.items()}


def to_keras(state):
    weights = [state["embedding.weight"].numpy()]
    for i in range(len(state) // 2):
        weights += [state[f"dense.{i}.weight"].numpy(), state[f"dense.{i}.bias"].numpy()]
    return weights
