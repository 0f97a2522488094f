# The gradient of the sum of the losses, not of the mean.
# fails: test-train, test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(M @ E @ w + b))) - labels
        E, w, b = E - rate * M.T @ np.outer(error, w), w - rate * (M @ E).T @ error, b - rate * error.sum()
    return E, w, b
