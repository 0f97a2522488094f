# Noise is added to the numbers at padding, instead of taking their place.
# fails: test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    before, drawn = np.asarray(function(vectors)), np.random.default_rng()
    for _ in range(20):
        noise = drawn.normal(0, 10, size=vectors.shape)
        after = np.asarray(function(vectors + noise * ~mask[..., np.newaxis]))
        one, other = (after[mask], before[mask]) if per_position else (after, before)
        if not np.allclose(one, other, equal_nan=True):
            return True
    return False
