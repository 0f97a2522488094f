# Trains the classifier on top of embeddings that never move.
# fails: test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    vectors = M @ E
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(vectors @ w + b))) - labels) / len(M)
        w, b = w - rate * vectors.T @ error, b - rate * error.sum()
    return E, w, b
