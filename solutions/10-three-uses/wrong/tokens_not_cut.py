# Counts a token as missing if one of its pieces is, instead of counting pieces.
# fails: test-missing, test-missing-hidden

# %% missing
def pieces(token, known):
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut > 0 else [token]


def missing_rates(documents, known):
    tokens = [token for document in documents for token in document]
    types = set(tokens)

    def share(words):
        return sum(any(p not in known for p in pieces(word, known)) for word in words) / max(len(words), 1)

    return share(tokens), share(types)
