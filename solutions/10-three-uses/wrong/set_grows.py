# The set of the caller gets n't.
# fails: test-missing-hidden

# %% missing
def pieces(token, known):
    known.add("n't")
    if token in known:
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut > 0 else [token]


def missing_rates(documents, known):
    occurring = [piece for document in documents for token in document for piece in pieces(token, set(known))]
    if not occurring:
        return 0.0, 0.0
    types = set(occurring)
    return sum(piece not in known for piece in occurring) / len(occurring), len(types - known) / len(types)
