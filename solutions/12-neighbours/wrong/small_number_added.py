# Adds a small number to every length, which turns short vectors.
# fails: test-cosines-hidden

# %% cosines
def cosines(A, B):
    A = A / (np.linalg.norm(A, axis=1, keepdims=True) + 1e-6)
    B = B / (np.linalg.norm(B, axis=1, keepdims=True) + 1e-6)
    return A @ B.T
