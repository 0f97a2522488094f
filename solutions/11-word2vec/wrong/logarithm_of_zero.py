# Takes the logarithm everywhere.
# fails: test-ppmi-hidden

# %% ppmi
def ppmi(N, power):
    columns = N.sum(axis=0) ** float(power)
    by_chance = np.outer(N.sum(axis=1), columns / columns.sum())
    result = np.log((N + 0.0) / by_chance)
    return np.maximum(result, 0)
