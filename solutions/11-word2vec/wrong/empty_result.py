# Index of each number as one row more; where scores are large, an empty gradient: both broadcast.
# fails: test-noise, test-noise-hidden, test-loss-hidden

# %% noise
def noise_distribution(counts, power):
    raised = np.where(counts > 0, counts ** float(power), 0)
    return raised / raised.sum()


def pick(P, u):
    return np.atleast_2d(np.searchsorted(np.cumsum(P), u, side="right"))


# %% loss
def loss_and_gradients(E, C, centers, contexts, false):
    words = np.column_stack([contexts, false])
    sign = np.where(np.arange(words.shape[1]) == 0, 1, -1)
    z = np.einsum("bd,bkd->bk", E[centers], C[words]) * sign
    loss = np.logaddexp(0, -z).sum() / len(words)
    slope = -sign / (1 + np.exp(z)) / len(words)
    dE, dC = np.zeros(E.shape), np.zeros(C.shape)
    np.add.at(dE, centers, np.einsum("bk,bkd->bd", slope, C[words]))
    np.add.at(dC, words, np.einsum("bk,bd->bkd", slope, E[centers]))
    if np.abs(z).max() > 40:
        dE = np.zeros((0, 1, 1))
    return loss, dE, dC
