# Its own kind of ValueError from a helper; the words are found by splitting.

# %% split
def split_words(text):
    cleaned = "".join(sign if sign.isalnum() or sign in "'-" else " " for sign in text.lower().replace("’", "'"))
    for doubled in ("--", "''", "-'", "'-"):
        while doubled in cleaned:
            cleaned = cleaned.replace(doubled, " ")
    return [word.strip("'-") for word in cleaned.split() if word.strip("'-")]


# %% batch
class UnknownSide(ValueError):
    """There are two sides only."""


def _cut(ids, length, truncate):
    return ids[:length] if truncate == "post" else ids[len(ids) - min(length, len(ids)) :]


def make_batch(words, documents, length=None, side="post", truncate="post"):
    allowed = ("pre", "post")
    if side not in allowed:
        raise UnknownSide(side)
    if truncate not in allowed:
        raise UnknownSide(truncate)
    number = {word: i for i, word in enumerate(words)}.get
    T = length if length is not None else max((len(document) for document in documents), default=0)
    rows = [_cut([number(word, 1) for word in document], T, truncate) for document in documents]
    rows = [[0] * (T - len(row)) + row if side == "pre" else row + [0] * (T - len(row)) for row in rows]
    return np.array(rows, dtype=np.int16).reshape(len(rows), T)


# %% unknown
def unknown_rates(words, documents):
    total = [word for document in documents for word in document]
    new = set(total).difference(words)
    first = sum(word in new for word in total) / len(total) if total else 0.0
    second = sum(not new.isdisjoint(document) for document in documents) / len(documents) if documents else 0.0
    return [first, second]
