# Cuts the tokens in the lists that it was given.
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
    for document in documents:
        document[:] = [piece for token in document for piece in pieces(token, known)]
    cut = [piece for document in documents for piece in document]
    return sum(p not in known for p in cut) / max(len(cut), 1), len(set(cut) - known) / max(len(set(cut)), 1)
