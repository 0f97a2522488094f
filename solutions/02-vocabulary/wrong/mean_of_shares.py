# The mean of the documents' shares in place of the share of all tokens.
# fails: test-unknown, test-unknown-hidden

# %% unknown
def unknown_rates(words, documents):
    shares = [np.mean([word not in words for word in document]) if document else 0.0 for document in documents]
    if not shares:
        return 0.0, 0.0
    return float(np.mean(shares)), float(np.mean(np.array(shares) > 0))
