# Numbers in alphabetical order.
# fails: test-indices-hidden

# %% indices
def to_indices(words):
    order = sorted(set(words))
    return [order.index(word) + 1 for word in words]
