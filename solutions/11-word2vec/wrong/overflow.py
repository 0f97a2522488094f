# Takes the logarithm of 1 minus a probability that is 1 to the last digit.
# fails: test-loss-hidden

# %% loss
def loss_and_gradients(E, C, centers, contexts, false):
    words = np.concatenate([np.reshape(contexts, (-1, 1)), false], axis=1)
    true = np.arange(words.shape[1]) == 0
    p = 1 / (1 + np.exp(-np.einsum("bd,bkd->bk", E[centers], C[words])))
    loss = -np.log(np.where(true, p, 1 - p)).sum() / len(words)
    slope = (p - true) / len(words)
    dE, dC = np.zeros(E.shape), np.zeros(C.shape)
    np.add.at(dE, centers, np.einsum("bk,bkd->bd", slope, C[words]))
    np.add.at(dC, words, np.einsum("bk,bd->bkd", slope, E[centers]))
    return loss, dE, dC
