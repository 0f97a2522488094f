# The way back trusts the order of the dictionary.
# fails: test-layouts-hidden

# %% layouts
def to_torch(weights):
    state = {"embedding.weight": torch.tensor(weights[0], dtype=torch.float32)}
    for i in range(len(weights) // 2):
        state[f"dense.{i}.weight"] = torch.tensor(weights[2 * i + 1].T, dtype=torch.float32)
        state[f"dense.{i}.bias"] = torch.tensor(weights[2 * i + 2], dtype=torch.float32)
    return state


def to_keras(state):
    return [v.numpy().T if n.startswith("dense") and n.endswith("weight") else v.numpy() for n, v in state.items()]
