# Limits each number instead of the length of the row.
# fails: test-limit, test-limit-hidden

# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    limited = np.array(E, dtype=float)
    rows = np.unique(ids)
    limited[rows] = np.clip(limited[rows], -max_norm, max_norm)
    return limited
