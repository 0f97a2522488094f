# Descends the squared error instead of the cross-entropy.
# fails: test-train, test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(M @ E @ w + b)))
        error = 2 * (p - labels) * p * (1 - p) / len(M)
        E, w, b = E - rate * M.T @ np.outer(error, w), w - rate * (M @ E).T @ error, b - rate * error.sum()
    return E, w, b
