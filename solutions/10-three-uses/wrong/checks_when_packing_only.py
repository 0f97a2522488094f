# Trusts every file that it reads.
# fails: test-store-hidden

# %% store
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
    return words, arrays["vectors"]
