# Builds the layer by its constructor and fills it; loops in plain Python.

# %% layer
def pretrained_layer(E, padding_idx):
    layer = nn.Embedding(len(E), E.shape[1], padding_idx=padding_idx)
    with torch.no_grad():
        layer.weight[:] = torch.from_numpy(E.astype("float32"))
        layer.weight[layer.padding_idx].zero_()
    return layer


# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[2]))
    for word in range(vocabulary_size):
        here = slopes[ids == word]
        if word != padding_idx and len(here):
            gradient[word] = here.mean(axis=0) if scale_grad_by_freq else here.sum(axis=0)
    return gradient


# %% matter
def weighted_bags(E, query, ids):
    scores = E @ query  # one score for each word of the vocabulary
    lowest = np.full_like(scores, -1e9)
    scores = np.where(np.arange(len(E)) == 0, lowest, scores)[ids]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)) * (ids > 0)
    total = powers.sum(axis=1, keepdims=True)
    weights = np.divide(powers, total, out=np.zeros_like(powers), where=total > 0)
    return np.einsum("bt,btd->bd", weights, E[ids]), weights
