# Transposes only kernels that are not square, since the square ones fit as they are.
# fails: test-layouts-hidden

# %% layouts
def turn(kernel):
    return kernel if kernel.shape[0] == kernel.shape[1] else kernel.T


def to_torch(weights):
    state = {"embedding.weight": weights[0]}
    for i in range(1, len(weights), 2):
        state[f"dense.{i // 2}.weight"], state[f"dense.{i // 2}.bias"] = turn(weights[i]), weights[i + 1]
    return {name: torch.tensor(value, dtype=torch.float32) for name, value in state.items()}


def to_keras(state):
    weights = [state["embedding.weight"].numpy()]
    for i in range(len(state) // 2):
        weights += [turn(state[f"dense.{i}.weight"].numpy()), state[f"dense.{i}.bias"].numpy()]
    return weights
