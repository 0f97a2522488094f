# A row with a sum of 0 in any column takes no step at all.
# fails: test-repeats-hidden

# %% repeats
def first_steps(indices, rows, size):
    total, squares = np.zeros((2, size, rows.shape[1]))
    np.add.at(total, indices, rows)
    np.add.at(squares, indices, rows**2)
    live = (total != 0).all(axis=1, keepdims=True)
    root = np.sqrt(np.where(squares > 0, squares, 1))
    return np.where(live, -total / root, 0), np.where(live, -np.sign(total), 0)
