# Unusual but right types: subclasses of list, str and ndarray, a transposed view, unsigned integers, fractions, NumPy numbers.

# %% split
class Word(str):
    """A word."""


class Words(list):
    """A list of words."""


def split_words(text):
    return Words(Word(each) for each in re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.lower().replace("’", "'")))


# %% build
class Vocabulary(list):
    """Words at their indices."""


def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in document)
    ordered = sorted((-count, word) for word, count in counts.items() if count >= min_count)
    return Vocabulary(["<pad>", "<unk>", *(word for _, word in ordered)][:max_size])


# %% batch
class Batch(np.ndarray):
    """An array that calls itself a batch."""


def make_batch(words, documents, length=None, side="post", truncate="post"):
    if side not in ("pre", "post") or truncate not in ("pre", "post"):
        raise ValueError("pre or post")
    index = {word: number for number, word in enumerate(words)}
    T = max((len(document) for document in documents), default=0) if length is None else length
    columns = np.zeros((T, len(documents)), dtype=np.uint16)
    for i, document in enumerate(documents):
        ids = [index.get(word, 1) for word in document]
        ids = ids[:T] if truncate == "post" else ids[max(0, len(ids) - T) :]
        start = 0 if side == "post" else T - len(ids)
        columns[start : start + len(ids), i] = ids
    return columns.T.view(Batch)


# %% unknown
def unknown_rates(words, documents):
    hits = [np.array([word not in words for word in document], dtype=bool) for document in documents]
    tokens = max(1, sum(len(hit) for hit in hits))
    return np.array([sum(hit.sum() for hit in hits) / tokens, sum(map(np.any, hits)) / max(1, len(hits))])


# %% like
def like_length(lengths, batch_size):
    order = np.array(sorted(range(len(lengths)), key=lengths.__getitem__), dtype=np.int64)
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def places(lengths, batches):
    return np.int64(sum(max(lengths[int(place)] for place in batch) * len(batch) for batch in batches))
