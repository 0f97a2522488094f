# Returns the vectors that were looked up.
# fails: test-limit, test-limit-hidden

# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    vectors = np.asarray(E, dtype=float)[np.asarray(ids)]
    length = np.linalg.norm(vectors, ord=norm_type, axis=-1, keepdims=True)
    return vectors * np.minimum(1, max_norm / np.maximum(length, 1e-12))
