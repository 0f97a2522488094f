# One row for each row of B.
# fails: test-cosines, test-cosines-hidden

# %% cosines
def cosines(A, B):
    unit = [
        np.divide(
            X, np.linalg.norm(X, axis=1, keepdims=True), out=np.zeros(X.shape), where=X.any(axis=1, keepdims=True)
        )
        for X in (A, B)
    ]
    return unit[1] @ unit[0].T


# %% nearest
def nearest(E, query, k):
    if not 0 <= query < len(E):
        raise IndexError(query)
    order = np.argsort(-cosines(E[[query]], E)[:, 0], kind="stable")
    return order[order != query][:k]
