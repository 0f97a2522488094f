# Divides by zero in a text of padding alone.
# fails: test-matter-hidden

# %% matter
def weighted_bags(E, query, ids):
    scores = np.where(ids != 0, E[ids] @ query, -np.inf)
    weights = torch.softmax(torch.tensor(scores), dim=1).numpy()
    return (weights[..., np.newaxis] * E[ids]).sum(axis=1), weights
