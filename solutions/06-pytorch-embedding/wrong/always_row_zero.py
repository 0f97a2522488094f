# Stops the gradient of row 0, whatever padding_idx is.
# fails: test-gradient-hidden

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        counts = np.bincount(ids.ravel(), minlength=vocabulary_size)
        gradient /= np.maximum(counts, 1)[:, np.newaxis]
    gradient[0] = 0
    return gradient
