# Takes opposite directions for the same.
# fails: test-cosines, test-cosines-hidden, test-nearest, test-nearest-hidden, test-hubs, test-hubs-hidden

# %% cosines
def cosines(A, B):
    unit = [
        np.divide(
            X, np.linalg.norm(X, axis=1, keepdims=True), out=np.zeros(X.shape), where=X.any(axis=1, keepdims=True)
        )
        for X in (A, B)
    ]
    return np.abs(unit[0] @ unit[1].T)
