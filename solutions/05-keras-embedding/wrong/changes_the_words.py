# Replaces the words instead of the padding.
# fails: test-leak, test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    rng = np.random.default_rng()
    first = function(vectors.copy())
    for _ in range(20):
        noise = rng.normal(scale=10, size=vectors.shape)
        second = function(np.where(mask[..., None], noise, vectors))
        if per_position and not np.allclose(first[mask], second[mask], equal_nan=True):
            return True
        if not per_position and not np.allclose(first, second, equal_nan=True):
            return True
    return False
