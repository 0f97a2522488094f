# Makes pairs with the unknown word.
# fails: test-pairs, test-pairs-hidden

# %% pairs
def window_pairs(ids, m):
    return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if i != j and abs(i - j) <= m]
