# Leaves a token whole if the table does not know both pieces.
# fails: test-missing-hidden

# %% missing
def pieces(token, known):
    if token in known or token == "n't":
        return [token]
    cut = len(token) - 3 if token.endswith("n't") else token.rfind("'")
    halves = [token[:cut], token[cut:]]
    return halves if cut > 0 and all(half in known for half in halves) else [token]


def missing_rates(documents, known):
    found = [p for document in documents for token in document for p in pieces(token, known)]
    kinds = set(found)
    by_token = sum(p not in known for p in found) / max(len(found), 1)
    return by_token, sum(p not in known for p in kinds) / max(len(kinds), 1)
