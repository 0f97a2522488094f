# Keeps negative values.
# fails: test-ppmi, test-ppmi-hidden

# %% ppmi
def ppmi(N, power):
    columns = N.sum(axis=0) ** float(power)
    by_chance = np.outer(N.sum(axis=1), columns / columns.sum())
    result = np.zeros(N.shape)
    result[N > 0] = np.log(N[N > 0] / by_chance[N > 0])
    return result
