# Divides by the count of words that do not occur.
# fails: test-gradient-hidden

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        gradient /= np.bincount(ids.ravel(), minlength=vocabulary_size)[:, np.newaxis]
    if padding_idx is not None:
        gradient[padding_idx] = 0
    return gradient
