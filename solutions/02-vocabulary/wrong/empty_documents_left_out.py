# Does not count empty documents.
# fails: test-unknown, test-unknown-hidden

# %% unknown
def unknown_rates(words, documents):
    documents = [document for document in documents if document]
    unknown = [[word not in words for word in document] for document in documents]
    return sum(map(sum, unknown)) / max(sum(map(len, unknown)), 1), sum(map(any, unknown)) / max(len(unknown), 1)
