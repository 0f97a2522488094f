# Takes not a number for different from itself.
# fails: test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    rng = np.random.default_rng()
    first = function(vectors.copy())
    for _ in range(20):
        noise = rng.normal(scale=10, size=vectors.shape)
        second = function(np.where(mask[..., None], vectors, noise))
        same = np.allclose(first[mask], second[mask]) if per_position else np.allclose(first, second)
        if not same:
            return True
    return False
