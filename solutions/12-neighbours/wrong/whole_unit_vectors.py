# Unit vectors are written into an array of the vectors' own type.
# fails: test-cosines-hidden

# %% cosines
def cosines(A, B):
    units = []
    for X in (A, B):
        lengths, unit = np.linalg.norm(X, axis=1), np.zeros_like(X)
        unit[lengths > 0] = X[lengths > 0] / lengths[lengths > 0, np.newaxis]
        units.append(unit)
    return units[0] @ units[1].T
