# Forgets the absolute values in the norm.
# fails: test-limit-hidden

# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    limited = np.array(E, dtype=float)
    for row in np.unique(ids):
        if norm_type == float("inf"):
            length = limited[row].max()
        else:
            length = abs((limited[row] ** norm_type).sum()) ** (1 / norm_type)
        if length > max_norm:
            limited[row] *= max_norm / length
    return limited
