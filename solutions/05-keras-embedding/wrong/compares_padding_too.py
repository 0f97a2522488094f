# Compares the results of all positions, padding included.
# fails: test-leak, test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    rng = np.random.default_rng()
    first = function(vectors.copy())
    for _ in range(20):
        noise = rng.normal(scale=10, size=vectors.shape)
        second = function(np.where(mask[..., None], vectors, noise))
        if not np.allclose(first, second, equal_nan=True):
            return True
    return False
