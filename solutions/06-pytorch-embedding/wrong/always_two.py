# Forgets norm_type.
# fails: test-limit-hidden

# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    limited = np.array(E, dtype=float)
    for row in np.unique(ids):
        length = np.linalg.norm(limited[row])
        if length > max_norm:
            limited[row] *= max_norm / length
    return limited
