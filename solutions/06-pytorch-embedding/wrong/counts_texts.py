# Divides by the number of texts in which the word stands.
# fails: test-gradient-hidden

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        for word in range(vocabulary_size):
            gradient[word] /= max(1, int((ids == word).any(axis=1).sum()))
    if padding_idx is not None:
        gradient[padding_idx] = 0
    return gradient
