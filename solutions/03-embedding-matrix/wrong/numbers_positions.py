# Numbers the places, not the words.
# fails: test-indices-hidden

# %% indices
def to_indices(words):
    return list(range(1, len(words) + 1))
