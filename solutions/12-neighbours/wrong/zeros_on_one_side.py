# Thinks of zeros in A only.
# fails: test-cosines-hidden

# %% cosines
def cosines(A, B):
    lengths = np.linalg.norm(A, axis=1, keepdims=True)
    A = np.divide(A, lengths, out=np.zeros(A.shape), where=lengths > 0)
    with np.errstate(all="ignore"):
        return A @ (B / np.linalg.norm(B, axis=1, keepdims=True)).T
