# Cuts before an apostrophe in front, which leaves an empty piece.
# fails: test-missing, test-missing-hidden

# %% missing
def pieces(token, known):
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut >= 0 else [token]


def missing_rates(documents, known):
    found = [p for document in documents for token in document for p in pieces(token, known)]
    kinds = set(found)
    by_token = sum(p not in known for p in found) / max(len(found), 1)
    return by_token, sum(p not in known for p in kinds) / max(len(kinds), 1)
