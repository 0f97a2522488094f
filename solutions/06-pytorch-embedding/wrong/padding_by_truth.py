# Takes padding_idx=0 for no padding.
# fails: test-gradient, test-gradient-hidden

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        counts = np.bincount(ids.ravel(), minlength=vocabulary_size)
        gradient /= np.maximum(counts, 1)[:, np.newaxis]
    if padding_idx:
        gradient[padding_idx] = 0
    return gradient
