# Lists, generators, counters and bytes; PyTorch's own layer and optimiser for the step.

# %% missing
def pieces(token, known):
    def cut():
        head, apostrophe, tail = token.rpartition("'")
        if token in known or token == "n't" or not head:
            yield token
        elif token.endswith("n't"):
            yield from (token.removesuffix("n't"), "n't")
        else:
            yield from (head, apostrophe + tail)

    return [*cut()]


def missing_rates(documents, known):
    from collections import Counter
    from fractions import Fraction

    counts = Counter(piece for document in documents for token in document for piece in pieces(token, known))
    if not counts:
        return [np.float32(0), False]
    absent = [piece for piece in counts if piece not in known]
    return Fraction(sum(counts[piece] for piece in absent), counts.total()), np.float64(len(absent) / len(counts))


# %% align
def aligned_table(vocabulary, words, vectors):
    if len(words) != len(vectors):
        raise ValueError("lengths")
    places = {word: j for j, word in reversed(list(enumerate(words)))}
    where = [None] + [places.get(word, places.get(word.lower())) for word in vocabulary[1:]]
    table = [vectors.mean(axis=0).tolist() if j is None else vectors[j].tolist() for j in where]
    table[0] = [0] * vectors.shape[1]
    return table, torch.tensor([j is not None for j in where])


# %% features
def known_means(E, found, ids):
    counts = np.array([np.bincount(text, minlength=len(E)) for text in ids]).reshape(len(ids), len(E))
    counts = counts * (np.arange(len(E)) > 0)
    good = counts * found
    return good @ E / np.maximum(good.sum(1, keepdims=True), 1), good.sum(1) / np.maximum(counts.sum(1), 1)


# %% step
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(E), freeze=False, mode="mean", padding_idx=0)
    head = torch.nn.Linear(E.shape[1], 1, dtype=torch.float64)
    head.load_state_dict({"weight": torch.tensor(w)[None], "bias": torch.tensor([b])})
    logits = head(bag(torch.tensor(ids)))[:, 0]
    torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(y)).backward()
    groups = [{"params": bag.parameters(), "lr": table_rate}, {"params": head.parameters(), "lr": head_rate}]
    torch.optim.SGD(groups).step()
    return bag.weight, head.weight[0], head.bias.item()


# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    np.savez_compressed(file := io.BytesIO(), vectors=vectors, words=words)
    file.seek(0)
    return file.read()


def unpack(data):
    arrays = dict(np.load(io.BytesIO(data)))
    try:
        words, vectors = list(map(str, arrays["words"])), arrays["vectors"]
    except KeyError as error:
        raise ValueError("an array is missing") from error
    check_pair(words, vectors)
    return words, vectors
