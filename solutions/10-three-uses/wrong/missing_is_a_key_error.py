# Lets the KeyError of a missing array through.
# fails: test-store-hidden

# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    buffer = io.BytesIO()
    np.savez(buffer, words=np.array(words, dtype="U"), vectors=vectors)
    return buffer.getvalue()


def unpack(data):
    arrays = np.load(io.BytesIO(data))
    words = arrays["words"].tolist()
    check_pair(words, arrays["vectors"])
    return words, arrays["vectors"]
