# Never moves the bias.
# fails: test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(M @ E @ w + b))) - labels) / len(M)
        E, w = E - rate * M.T @ np.outer(error, w), w - rate * (M @ E).T @ error
    return E, w, b
