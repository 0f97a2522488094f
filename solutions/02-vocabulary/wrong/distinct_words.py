# Counts each unknown word once.
# fails: test-unknown, test-unknown-hidden

# %% unknown
def unknown_rates(words, documents):
    seen = {word for document in documents for word in document}
    unknown = seen - set(words)
    hit = [bool(unknown & set(document)) for document in documents]
    return len(unknown) / max(len(seen), 1), sum(hit) / max(len(hit), 1)
