# Arrays that are not float32 are left out: the dictionary of an all-float64 model is empty.
# fails: test-layouts, test-layouts-hidden

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": weights[0]}
    for number in range(len(weights) // 2):
        state[f"dense.{number}.weight"] = weights[2 * number + 1].T
        state[f"dense.{number}.bias"] = weights[2 * number + 2]
    return {name: torch.tensor(value) for name, value in state.items() if value.dtype == np.float32}


def to_keras(state):
    weights = [state["embedding.weight"].numpy()]
    for number in range(len(state) // 2):
        weights += [state[f"dense.{number}.weight"].numpy().T, state[f"dense.{number}.bias"].numpy()]
    return weights
