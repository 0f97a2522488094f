# Makes no rows behind the largest index.
# fails: test-repeats, test-repeats-hidden

# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    total, squares = np.zeros((2, ids.max() + 1, gradients.shape[1]))
    np.add.at(total, ids, gradients)
    np.add.at(squares, ids, gradients**2)
    return -total / np.sqrt(np.where(total == 0, 1, squares)), -np.sign(total)
