# Refuses no other side or end.
# fails: test-batch-hidden

# %% batch
def make_batch(words, documents, length=None, side="post", truncate="post"):
    index = {word: number for number, word in enumerate(words)}
    T = max(map(len, documents), default=0) if length is None else length
    batch = np.zeros((len(documents), T), dtype=int)
    for row, document in zip(batch, documents, strict=True):
        ids = [index.get(word, 1) for word in document]
        ids = ids[:T] if truncate == "post" else ids[max(len(ids) - T, 0) :]
        start = 0 if side == "post" else T - len(ids)
        row[start : start + len(ids)] = ids
    return batch
