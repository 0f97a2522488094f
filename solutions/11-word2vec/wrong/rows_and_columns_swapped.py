# Takes the sums of rows for those of columns.
# fails: test-ppmi-hidden

# %% ppmi
def ppmi(N, power):
    columns = N.T.sum(axis=0) ** float(power)
    by_chance = np.outer(N.T.sum(axis=1), columns / columns.sum()).T
    result = np.zeros(N.shape)
    result[N > 0] = np.log(N[N > 0] / by_chance[N > 0])
    return np.maximum(result, 0)
