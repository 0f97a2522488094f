# The bias that comes back is an empty array: of no numbers all are close. E and w are right.
# fails: test-train, test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(M @ E @ w + b))) - labels) / len(M)
        E, w, b = E - rate * M.T @ np.outer(error, w), w - rate * (M @ E).T @ error, b - rate * error.sum()
    return E, w, np.zeros(0)
