# Returns the product first.
# fails: test-product, test-product-hidden

# %% product
def lookup_by_product(E, ids):
    one_hots = np.eye(len(E))[np.asarray(ids, dtype=int)]
    return one_hots @ E, one_hots
