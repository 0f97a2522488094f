# Takes the share of each document, and the mean of these.
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
    def share(found):
        return np.mean([p not in known for p in found]) if len(found) else 0.0

    each = [[p for token in document for p in pieces(token, known)] for document in documents]
    kinds = {p for found in each for p in found}
    return np.mean([share(found) for found in each if found] or [0.0]), share(kinds)
