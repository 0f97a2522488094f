# Refuses a file that holds a further array.
# fails: test-store-hidden

# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array(words, dtype="U"), vectors=vectors)
    return buffer.getvalue()


def unpack(data):
    arrays = np.load(io.BytesIO(data))
    if set(arrays.files) != {"words", "vectors"}:
        raise ValueError("an array is missing")
    words = arrays["words"].tolist()
    check_pair(words, arrays["vectors"])
    return words, arrays["vectors"]
