# By products alone: rounding makes the square of a distance of 0 a little negative, and its root is no number.
# fails: test-distance-hidden

# %% distance
def distances(vectors):
    products = vectors @ vectors.T
    squares = np.diag(products)
    return np.sqrt(squares[:, None] + squares - 2 * products)
