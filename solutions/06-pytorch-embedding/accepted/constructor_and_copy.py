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


# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    E, m, s = E.copy(), m.copy(), s.copy()
    for word in set(ids.tolist()):
        whole = slopes[ids == word].sum(axis=0)
        m[word] += 0.1 * (whole - m[word])
        s[word] += 0.001 * (whole * whole - s[word])
        E[word] -= rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m[word] / (np.sqrt(s[word]) + 1e-8)
    return E, m, s
