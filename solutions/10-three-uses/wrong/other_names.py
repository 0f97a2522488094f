# Calls the arrays by other names, and reads what it wrote.
# fails: test-store-hidden

# %% store
def check_pair(words, vectors):
    if vectors.ndim != 2:
        raise ValueError("two axes are needed")
    if len(words) != len(vectors):
        raise ValueError("a row for each word is needed")
    if len(words) != len(set(words)):
        raise ValueError("a word stands twice")


def pack(words, vectors):
    check_pair(words, vectors)
    buffer = io.BytesIO()
    np.savez(buffer, w=np.array(words, dtype="U"), v=vectors)
    return buffer.getvalue()


def unpack(data):
    arrays = np.load(io.BytesIO(data))
    if "w" not in arrays or "v" not in arrays:
        raise ValueError("an array is missing")
    words = arrays["w"].tolist()
    check_pair(words, arrays["v"])
    return words, arrays["v"]
