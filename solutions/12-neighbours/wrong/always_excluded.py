# Excludes the question whatever is asked.
# fails: test-analogy, test-analogy-hidden

# %% analogy
def analogy(E, a, b, c, exclude):
    unit = E / np.linalg.norm(E, axis=1, keepdims=True)
    scores = unit @ (unit[b] - unit[a] + unit[c])
    scores[[a, b, c]] = -9
    return int(scores.argmax())
