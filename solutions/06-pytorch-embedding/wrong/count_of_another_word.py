# Divides as the bag of PyTorch 2.13 does, by the count at the wrong place.
# fails: test-gradient-hidden

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        in_order = np.sort(ids.ravel())
        counts = np.bincount(in_order, minlength=vocabulary_size)
        for place, word in enumerate(np.unique(in_order)):
            gradient[word] /= counts[in_order[place]]
    if padding_idx is not None:
        gradient[padding_idx] = 0
    return gradient
