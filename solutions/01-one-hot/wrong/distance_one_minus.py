# One minus the vectors themselves: zeros on the diagonal and one number elsewhere, but for one-hot vectors only.
# fails: test-distance, test-distance-hidden

# %% distance
def distances(vectors):
    return 1 - vectors
