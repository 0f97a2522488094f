# Adds a small number against a division by 0, which tiny gradients feel.
# fails: test-repeats-hidden

# %% repeats
def first_steps(ids, gradients, vocabulary_size):
    total, squares = np.zeros((2, vocabulary_size, gradients.shape[1]))
    np.add.at(total, ids, gradients)
    np.add.at(squares, ids, gradients**2)
    return -total / (np.sqrt(squares) + 1e-8), -total / (np.abs(total) + 1e-8)
