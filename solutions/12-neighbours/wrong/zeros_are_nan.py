# Divides by the length of a vector of zeros.
# fails: test-cosines, test-cosines-hidden

# %% cosines
def cosines(A, B):
    A = A / np.linalg.norm(A, axis=1, keepdims=True)
    B = B / np.linalg.norm(B, axis=1, keepdims=True)
    return A @ B.T
