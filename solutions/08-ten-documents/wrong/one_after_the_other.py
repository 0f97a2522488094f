# Computes the gradient of w with the new E.
# fails: test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(M @ E @ w + b))) - labels) / len(M)
        E = E - rate * M.T @ np.outer(error, w)
        w = w - rate * (M @ E).T @ error
        b = b - rate * error.sum()
    return E, w, b
