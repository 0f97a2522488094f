# Steps are taken in the arrays that were given.
# fails: test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(M @ E @ w + b))) - labels) / len(M)
        gradient_E, gradient_w = M.T @ np.outer(error, w), (M @ E).T @ error
        E -= rate * gradient_E
        w -= rate * gradient_w
        b -= rate * error.sum()
    return E, w, b
