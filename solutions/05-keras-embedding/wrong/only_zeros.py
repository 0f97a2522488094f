# Replaces padding by zeros, which many a leak does not show.
# fails: test-leak-hidden

# %% leak
def padding_leaks(function, vectors, mask, per_position=False):
    first = function(vectors.copy())
    second = function(np.where(mask[..., None], vectors, 0))
    if per_position:
        first, second = first[mask], second[mask]
    return not np.allclose(first, second, equal_nan=True)
