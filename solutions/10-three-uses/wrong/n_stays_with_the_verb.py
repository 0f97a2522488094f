# Knows no rule for n't: doesn't becomes doesn and 't.
# fails: test-missing, test-missing-hidden

# %% missing
def pieces(token, known):
    cut = token.rfind("'")
    if token in known or token == "n't" or cut < 1:
        return [token]
    return [token[:cut], token[cut:]]


def missing_rates(documents, known):
    found = [p for document in documents for token in document for p in pieces(token, known)]
    kinds = set(found)
    by_token = sum(p not in known for p in found) / max(len(found), 1)
    return by_token, sum(p not in known for p in kinds) / max(len(kinds), 1)
