# Multiplies the springs by w, which is right for one degree of freedom only.
# fails: test-gradient-hidden

# %% tail
def loss(P, Y, a):
    s = ((Y[:, None] - Y[None]) ** 2).sum(axis=2)
    w = (1 + s / a) ** (-(a + 1) / 2)
    np.fill_diagonal(w, 0)
    Q = w / w.sum()
    pair = P > 0
    return (P[pair] * np.log(P[pair] / Q[pair])).sum()


def gradient(P, Y, a):
    apart = Y[:, None] - Y[None]
    w = (1 + (apart**2).sum(axis=2) / a) ** (-(a + 1) / 2)
    np.fill_diagonal(w, 0)
    return 2 * (a + 1) / a * (((P - w / w.sum()) * w)[:, :, None] * apart).sum(axis=1)
