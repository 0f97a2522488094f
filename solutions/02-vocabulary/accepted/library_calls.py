# Sorting in two steps by a stable sort; NumPy for batches; a regular expression that looks around.

# %% split
def split_words(text):
    text = text.replace("\u2019", "'").casefold() if text.isascii() else text.replace("\u2019", "'").lower()
    text = re.sub(r"(?<![^\W_])['-]|['-](?![^\W_])", " ", text)
    return re.sub(r"[^\w'-]|_", " ", text).split()


# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter()
    for document in documents:
        counts.update(document)
    ordered = [word for word, count in Counter(dict(sorted(counts.items()))).most_common() if count >= min_count]
    return ["<pad>", "<unk>"] + ordered[: None if max_size is None else max_size - 2]


# %% batch
def make_batch(words, documents, length=None, side="post", truncate="post"):
    if {side, truncate} - {"pre", "post"}:
        raise ValueError(f"{side} and {truncate}")
    index = dict(zip(words, range(len(words)), strict=True))
    T = max([0, *map(len, documents)]) if length is None else length
    rows = []
    for document in documents:
        ids = np.array([index.get(word, 1) for word in document], dtype=np.int64)
        ids = ids[:T] if truncate == "post" else ids[::-1][:T][::-1]
        missing = T - len(ids)
        rows.append(np.pad(ids, (0, missing) if side == "post" else (missing, 0)))
    return np.stack(rows) if rows else np.empty((0, T), dtype=np.int64)


# %% unknown
def unknown_rates(words, documents):
    hits = [np.isin(document, words, invert=True) for document in documents if len(document)]
    if not hits:
        return 0.0, 0.0
    return np.concatenate(hits).mean(), sum(hit.any() for hit in hits) / len(documents)


# %% like
def like_length(lengths, batch_size):
    order = np.argsort(np.array(lengths, dtype=int), kind="stable").tolist()
    batches = []
    while order:
        batches.append(order[:batch_size])
        del order[:batch_size]
    return batches


def places(lengths, batches):
    lengths = np.asarray(lengths)
    return int(sum(lengths[list(batch)].max() * len(batch) for batch in batches))
