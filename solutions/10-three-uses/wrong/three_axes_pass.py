# Refuses one axis, and lets three pass.
# fails: test-store-hidden

# %% store
def check_pair(words, vectors):
    if vectors.ndim < 2:
        raise ValueError("two axes are needed")
    if len(words) != len(vectors):
        raise ValueError("a row for each word is needed")
    if len(words) != len(set(words)):
        raise ValueError("a word stands twice")


def pack(words, vectors):
    check_pair(words, vectors)
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array(words, dtype="U"), vectors=vectors)
    return buffer.getvalue()


def unpack(data):
    arrays = np.load(io.BytesIO(data))
    if "words" not in arrays or "vectors" not in arrays:
        raise ValueError("an array is missing")
    words = arrays["words"].tolist()
    check_pair(words, arrays["vectors"])
    return words, arrays["vectors"]
