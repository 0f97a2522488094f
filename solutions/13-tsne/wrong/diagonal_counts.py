# Lets w_ii = 1 into the sum.
# fails: test-tail, test-loss-hidden, test-gradient-hidden

# %% tail
def loss(P, Y, a):
    w = (1 + ((Y[:, None] - Y[None]) ** 2).sum(axis=2) / a) ** (-(a + 1) / 2)
    Q = w / w.sum()
    pair = P > 0
    return (P[pair] * np.log(P[pair] / Q[pair])).sum()


def gradient(P, Y, a):
    apart = Y[:, None] - Y[None]
    near = 1 + (apart**2).sum(axis=2) / a
    w = near ** (-(a + 1) / 2)
    return 2 * (a + 1) / a * (((P - w / w.sum()) / near)[:, :, None] * apart).sum(axis=1)
