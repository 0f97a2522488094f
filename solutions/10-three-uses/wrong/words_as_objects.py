# Stores the words as objects, which takes pickle.
# fails: test-store, test-store-hidden

# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array(words, dtype=object), vectors=vectors)
    return buffer.getvalue()


def unpack(data):
    arrays = np.load(io.BytesIO(data))
    if "words" not in arrays or "vectors" not in arrays:
        raise ValueError("an array is missing")
    words = arrays["words"].tolist()
    check_pair(words, arrays["vectors"])
    return words, arrays["vectors"]
