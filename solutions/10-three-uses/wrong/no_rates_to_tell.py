# Returns an empty array where nothing is missing: of no numbers all are close to 0.
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
    occurring = [piece for document in documents for token in document for piece in pieces(token, known)]
    if not occurring:
        return 0.0, 0.0
    types = set(occurring)
    if types <= known:
        return np.zeros(0)
    return sum(piece not in known for piece in occurring) / len(occurring), len(types - known) / len(types)
