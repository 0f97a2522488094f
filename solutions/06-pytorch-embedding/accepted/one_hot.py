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


# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    gradient = np.eye(len(E))[ids].T @ slopes
    here = np.isin(np.arange(len(E)), ids)[:, None]
    new_m = np.where(here, 0.9 * m + 0.1 * gradient, m)
    new_s = np.where(here, 0.999 * s + 0.001 * gradient**2, s)
    move = rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * new_m / (np.sqrt(new_s) + 1e-8)
    return np.where(here, E - move, E), new_m, new_s
