# n't counts as known, whatever the table has.
# fails: test-missing-hidden

# %% missing
def pieces(token, known):
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut > 0 else [token]


def missing_rates(documents, known):
    known = set(known) | {"n't"} if known else set()
    occurring = [piece for document in documents for token in document for piece in pieces(token, known)]
    if not occurring:
        return 0.0, 0.0
    types = set(occurring)
    return sum(piece not in known for piece in occurring) / len(occurring), len(types - known) / len(types)
