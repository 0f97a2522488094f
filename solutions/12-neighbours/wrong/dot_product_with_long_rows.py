# Scales the question but not the answers.
# fails: test-analogy, test-analogy-hidden

# %% analogy
def analogy(E, a, b, c, exclude):
    unit = E / np.linalg.norm(E, axis=1, keepdims=True)
    scores = E @ (unit[b] - unit[a] + unit[c])
    if exclude:
        scores[[a, b, c]] = -np.inf
    return int(scores.argmax())
