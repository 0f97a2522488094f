# Writes the tokens in lower case before it looks.
# fails: test-missing-hidden

# %% missing
def pieces(token, known):
    token = token.lower()
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut > 0 else [token]


def missing_rates(documents, known):
    cut = [piece for document in documents for token in document for piece in pieces(token, known)]
    return sum(p not in known for p in cut) / max(len(cut), 1), len(set(cut) - known) / max(len(set(cut)), 1)
