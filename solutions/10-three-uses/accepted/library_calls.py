# Calls of the libraries: partition, Counter, EmbeddingBag, autograd.

# %% missing
from collections import Counter


def pieces(token, known):
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token.removesuffix("n't"), "n't"]
    head, apostrophe, tail = token.rpartition("'")
    return [head, apostrophe + tail] if head else [token]


def missing_rates(documents, known):
    counts = Counter(piece for document in documents for token in document for piece in pieces(token, known))
    missing = Counter({piece: count for piece, count in counts.items() if piece not in known})
    return missing.total() / max(counts.total(), 1), len(missing) / max(len(counts), 1)


# %% align
def aligned_table(vocabulary, words, vectors):
    if len(vectors) - len(words):
        raise ValueError("lengths")
    rows = dict(zip(reversed(words), reversed(range(len(words))), strict=True))
    chosen = np.array([rows.get(word, rows.get(word.lower(), -1)) for word in vocabulary])
    chosen[0] = -1
    found = chosen >= 0
    table = np.where(found[:, None], vectors[chosen], vectors.mean(axis=0))
    table[0] = 0
    return table, found


# %% features
def known_means(E, found, ids):
    kept = np.where(found[ids], ids, 0)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(E), mode="mean", padding_idx=0)
    shares = (kept != 0).sum(axis=1) / np.clip((ids != 0).sum(axis=1), 1, None)
    return bag(torch.tensor(kept)).numpy(), shares


# %% step
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(E), freeze=False, mode="mean", padding_idx=0)
    head, bias = (torch.tensor(each, dtype=torch.float64, requires_grad=True) for each in (w, b))
    logits = bag(torch.tensor(ids)) @ head + bias
    torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(y)).backward()
    with torch.no_grad():
        bag.weight -= table_rate * bag.weight.grad
        head -= head_rate * head.grad
        bias -= head_rate * bias.grad
    return bag.weight.detach().numpy(), head.detach().numpy(), bias.item()


# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    np.savez(file := io.BytesIO(), words=np.array(words, dtype=str), vectors=vectors)
    return file.getvalue()


def unpack(data):
    loaded = dict(np.load(io.BytesIO(data)))
    if missing := {"words", "vectors"} - loaded.keys():
        raise ValueError(f"missing: {missing}")
    check_pair(loaded["words"].tolist(), loaded["vectors"])
    return loaded["words"].tolist(), loaded["vectors"]
