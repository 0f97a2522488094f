# No gradient at all where every force is 0: an empty array, of whose numbers all are close to 0.
# fails: test-gradient-hidden

# %% tail
def loss(P, Y, a):
    w = (1 + np.square(Y[:, None] - Y).sum(axis=-1) / a) ** (-(a + 1) / 2)
    np.fill_diagonal(w, 0)
    pair = P > 0
    return (P[pair] * np.log(P[pair] / (w / w.sum())[pair])).sum()


def gradient(P, Y, a):
    apart = Y[:, None] - Y
    near = 1 + np.square(apart).sum(axis=-1) / a
    w = near ** (-(a + 1) / 2) - np.eye(len(Y))
    springs = (P - w / w.sum()) / near
    if np.allclose(springs, 0):
        return np.zeros((0, 1))
    return 2 * (a + 1) / a * (springs[:, :, None] * apart).sum(axis=1)
