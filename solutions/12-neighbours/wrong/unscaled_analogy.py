# Adds and subtracts rows of their own length.
# fails: test-analogy-hidden

# %% analogy
def analogy(E, a, b, c, exclude):
    scores = cosines((E[b] - E[a] + E[c])[None], E)[0]
    if exclude:
        scores[[a, b, c]] = -2
    return int(scores.argmax())
