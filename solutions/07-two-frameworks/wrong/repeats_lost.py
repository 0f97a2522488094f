# Adds with an index that stands several times, so that only one of the rows is added.
# fails: test-repeats, test-repeats-hidden

# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    total, squares = np.zeros((2, vocabulary_size, gradients.shape[1]))
    total[ids] += gradients
    squares[ids] += gradients**2
    return -total / np.sqrt(np.where(squares == 0, 1, squares)), -np.sign(total)
