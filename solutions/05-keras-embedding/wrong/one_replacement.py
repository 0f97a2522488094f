# Tries a single replacement.
# fails: test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    noise = np.random.default_rng().normal(scale=10, size=vectors.shape)
    first = function(vectors.copy())
    second = function(np.where(mask[..., None], vectors, noise))
    if per_position:
        first, second = first[mask], second[mask]
    return not np.allclose(first, second, equal_nan=True)
