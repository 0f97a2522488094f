# Sets excluded scores to 0, which can still be the highest.
# fails: test-analogy-hidden

# %% analogy
def analogy(E, a, b, c, exclude):
    unit = E / np.linalg.norm(E, axis=1, keepdims=True)
    scores = unit @ (unit[b] - unit[a] + unit[c])
    if exclude:
        scores[[a, b, c]] = 0
    return int(scores.argmax())
