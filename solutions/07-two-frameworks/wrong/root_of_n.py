# Takes the root of the count for granted, as if all gradients of a word were equal.
# fails: test-repeats-hidden

# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    total = np.zeros((vocabulary_size, gradients.shape[1]))
    np.add.at(total, ids, gradients)
    counts = np.bincount(ids, minlength=vocabulary_size)[:, None]
    return -np.sign(total) * np.sqrt(counts), -np.sign(total)
