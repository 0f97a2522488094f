# Takes index 0, which is kept for padding.
# fails: test-indices, test-indices-hidden

# %% indices
def to_indices(words):
    index_of = {}
    return [index_of.setdefault(word, len(index_of)) for word in words]
