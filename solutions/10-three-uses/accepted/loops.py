# Loops over words and texts, no broadcasting.

# %% missing
def pieces(token, known):
    if token in known:
        return [token]
    if len(token) > 3 and token[-3:] == "n't":
        return [token[:-3], "n't"]
    places = [i for i in range(1, len(token)) if token[i] == "'"]
    if not places or token == "n't":
        return [token]
    return [token[: places[-1]], token[places[-1] :]]


def missing_rates(documents, known):
    tokens, missing, kinds = 0, 0, {}
    for document in documents:
        for token in document:
            for piece in pieces(token, known):
                tokens += 1
                missing += piece not in known
                kinds[piece] = piece not in known
    return (missing / tokens, sum(kinds.values()) / len(kinds)) if tokens else (0, 0)


# %% align
def aligned_table(vocabulary, words, vectors):
    if not len(words) == len(vectors):
        raise ValueError("words and rows differ in number")
    average = sum(vectors) / len(vectors)
    rows, found = [], []
    for i, word in enumerate(vocabulary):
        form = word if word in words else word.lower()
        found.append(i != 0 and form in words)
        rows.append(0 * average if i == 0 else vectors[words.index(form)] if found[i] else average)
    return np.stack(rows), found


# %% features
def known_means(E, found, ids):
    means, shares = np.zeros((len(ids), E.shape[1])), []
    for t, text in enumerate(ids):
        words = [i for i in text if i != 0]
        good = [i for i in words if found[i]]
        for i in good:
            means[t] += E[i] / len(good)
        shares.append(len(good) / len(words) if words else 0.0)
    return means, shares


# %% step
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    new_E, new_w, new_b = E.copy(), w.copy(), b
    for text, label in zip(ids, y, strict=True):
        words = [i for i in text if i != 0]
        mean = sum(E[i] for i in words) / len(words) if words else np.zeros(len(w))
        error = (1 / (1 + np.exp(-(mean @ w + b))) - label) / len(ids)
        for i in words:
            new_E[i] -= table_rate * error * w / len(words)
        new_w -= head_rate * error * mean
        new_b -= head_rate * error
    return new_E, new_w, new_b


# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    with io.BytesIO() as file:
        np.savez_compressed(file, vectors=vectors, words=np.array([str(word) for word in words], dtype=np.str_))
        return file.getvalue()


def unpack(data):
    file = np.load(io.BytesIO(data))
    try:
        words, vectors = [str(word) for word in file["words"]], file["vectors"]
    except KeyError:
        raise ValueError("incomplete") from None
    check_pair(words, vectors)
    return words, vectors
