# Fails where there are no tokens.
# fails: test-unknown-hidden

# %% unknown
def unknown_rates(words, documents):
    unknown = [[word not in words for word in document] for document in documents]
    return sum(map(sum, unknown)) / sum(map(len, unknown)), sum(map(any, unknown)) / len(unknown)
