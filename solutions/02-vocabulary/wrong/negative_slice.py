# Cuts the beginning by a negative slice, which keeps everything for length 0.
# fails: test-batch-hidden

# %% batch
def make_batch(words, documents, length=None, side="post", truncate="post"):
    if side not in ("pre", "post") or truncate not in ("pre", "post"):
        raise ValueError("pre or post")
    index = {word: number for number, word in enumerate(words)}
    T = max(map(len, documents), default=0) if length is None else length
    rows = []
    for document in documents:
        ids = [index.get(word, 1) for word in document]
        ids = ids[:T] if truncate == "post" else ids[-T:]
        zeros = [0] * (T - len(ids))
        rows.append(ids + zeros if side == "post" else zeros + ids)
    return np.array(rows, dtype=int).reshape(len(documents), -1 if documents and T else T)
