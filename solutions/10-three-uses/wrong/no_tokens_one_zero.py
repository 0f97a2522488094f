# Without any token returns one zero instead of two.
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
    cut = [piece for document in documents for token in document for piece in pieces(token, known)]
    if not cut:
        return 0
    return sum(p not in known for p in cut) / len(cut), len(set(cut) - known) / len(set(cut))
