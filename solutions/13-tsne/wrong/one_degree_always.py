# The tail of the chapter, whatever a is.
# fails: test-loss-hidden, test-gradient-hidden

# %% tail
def loss(P, Y, a):
    w = 1 / (1 + ((Y[:, None] - Y[None]) ** 2).sum(axis=2))
    np.fill_diagonal(w, 0)
    Q = w / w.sum()
    pair = P > 0
    return (P[pair] * np.log(P[pair] / Q[pair])).sum()


def gradient(P, Y, a):
    apart = Y[:, None] - Y[None]
    w = 1 / (1 + (apart**2).sum(axis=2))
    np.fill_diagonal(w, 0)
    return 4 * (((P - w / w.sum()) * w)[:, :, None] * apart).sum(axis=1)
