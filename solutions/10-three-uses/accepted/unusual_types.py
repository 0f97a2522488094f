# Unusual but right types: tuples, tensors, a subclass of an array, numbers of NumPy, an error of its own.

# %% missing
def pieces(token, known):
    if token in known or token == "n't":
        return (token,)
    if token.endswith("n't"):
        return token[:-3], token[-3:]
    cut = token.rfind("'")
    return (token[:cut], token[cut:]) if cut > 0 else (token,)


def missing_rates(documents, known):
    found = np.array([p for document in documents for token in document for p in pieces(token, known)], dtype=object)
    kinds = np.unique(found.astype(str))
    return np.array([sum(p not in known for p in each) / max(len(each), 1) for each in (found, kinds)], dtype="float32")


# %% align
class Table(np.ndarray):
    """A table with a name of its own."""


class NotAligned(ValueError):
    """Words and rows that do not belong together."""


def aligned_table(vocabulary, words, vectors):
    if len(words) != len(vectors):
        raise NotAligned(len(words), len(vectors))
    places = [words.index(f) if (f := v if v in words else v.lower()) in words else None for v in vocabulary]
    places[0] = None
    rows = [vectors.mean(axis=0) if j is None else vectors[j] for j in places]
    rows[0] = np.zeros(vectors.shape[1])
    return [np.asfortranarray(rows).view(Table), tuple(int(j is not None) for j in places)]


# %% features
def known_means(E, found, ids):
    E, found, ids = torch.tensor(E), torch.tensor(found), torch.tensor(ids)
    good = (ids != 0) & found[ids]
    means = (E[ids] * good[..., None]).sum(1) / good.sum(1, keepdim=True).clamp(min=1)
    return means.float(), good.sum(1) / (ids != 0).sum(1).clamp(min=1)


# %% step
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    E, w, b = (torch.tensor(each, dtype=torch.float64, requires_grad=True) for each in (E, w, [b]))
    mask = torch.tensor(ids != 0)
    means = (E[torch.tensor(ids)] * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
    p = torch.sigmoid(means @ w + b)
    torch.nn.functional.binary_cross_entropy(p, torch.tensor(y)).backward()
    return E - table_rate * E.grad, w - head_rate * w.grad, (b - head_rate * b.grad)[0]


# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    file = io.BytesIO()
    np.savez(
        file, words=np.array(words, dtype=f"U{max(map(len, words), default=1)}"), vectors=np.asfortranarray(vectors)
    )
    return bytes(file.getbuffer())


def unpack(data):
    file = np.load(io.BytesIO(data))
    if "words" not in file or "vectors" not in file:
        raise NotAligned("an array is missing")
    words, vectors = list(file["words"]), torch.tensor(file["vectors"]).numpy().view(Table)
    check_pair(words, vectors)
    return [words, vectors]
