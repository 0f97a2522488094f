# The gradient as a product with one-hot vectors; bags as products with a matrix of shares; all rows at once.

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    one_hots = np.eye(vocabulary_size)[ids].reshape(-1, vocabulary_size)  # (B * T, V)
    gradient = one_hots.T @ slopes.reshape(len(one_hots), slopes.shape[-1])
    if scale_grad_by_freq:
        gradient = gradient / np.clip(one_hots.sum(axis=0), 1, None)[:, None]
    if padding_idx is not None:
        gradient = np.where(np.arange(vocabulary_size)[:, None] == padding_idx, 0, gradient)
    return gradient


# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    length = np.linalg.norm(np.asarray(E, dtype=float), ord=norm_type, axis=1, keepdims=True)
    asked = np.isin(np.arange(len(E)), ids)[:, None]
    return np.where(asked & (length > max_norm), E * (max_norm / np.maximum(length, 1e-30)), E)


# %% matter
def weighted_bags(E, query, ids):
    vectors = np.zeros((len(ids), E.shape[1]))
    weights = np.zeros(ids.shape)
    for text, row in enumerate(ids):
        words = np.flatnonzero(row)
        if len(words):
            scores = E[row[words]] @ query
            powers = np.exp(scores - scores.max())
            weights[text, words] = powers / powers.sum()
            vectors[text] = weights[text] @ E[row]
    return vectors, weights
