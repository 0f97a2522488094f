# Averages over the false words as well.
# fails: test-loss, test-loss-hidden

# %% loss
def loss_and_gradients(E, C, centers, contexts, false):
    words = np.concatenate([np.reshape(contexts, (-1, 1)), false], axis=1)
    sign = np.where(np.arange(words.shape[1]) == 0, 1, -1)
    z = np.einsum("bd,bkd->bk", E[centers], C[words]) * sign
    loss = np.logaddexp(0, -z).sum() / words.size
    slope = -sign / (1 + np.exp(z)) / len(words)
    dE, dC = np.zeros(E.shape), np.zeros(C.shape)
    np.add.at(dE, centers, np.einsum("bk,bkd->bd", slope, C[words]))
    np.add.at(dC, words, np.einsum("bk,bd->bkd", slope, E[centers]))
    return loss, dE, dC
