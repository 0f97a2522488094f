# Gives all rows of the batch the length max_norm, short ones too.
# fails: test-limit, test-limit-hidden

# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    limited = np.array(E, dtype=float)
    for row in np.unique(ids):
        length = np.linalg.norm(limited[row], ord=norm_type)
        if length > 0:
            limited[row] *= max_norm / length
    return limited
