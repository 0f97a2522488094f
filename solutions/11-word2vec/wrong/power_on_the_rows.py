# Raises the sums of the rows.
# fails: test-ppmi-hidden

# %% ppmi
def ppmi(N, power):
    columns = N.sum(axis=0)
    by_chance = np.outer(N.sum(axis=1) ** float(power), columns / columns.sum())
    result = np.zeros(N.shape)
    result[N > 0] = np.log(N[N > 0] / by_chance[N > 0])
    return np.maximum(result, 0)
