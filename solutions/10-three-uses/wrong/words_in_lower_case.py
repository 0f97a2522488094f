# Writes the words in lower case.
# fails: test-store-hidden

# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    file = io.BytesIO()
    np.savez(file, words=np.array([word.lower() for word in words]), vectors=vectors)
    return file.getvalue()


def unpack(data):
    file = np.load(io.BytesIO(data))
    if "words" not in file or "vectors" not in file:
        raise ValueError("an array is missing")
    words = file["words"].tolist()
    check_pair(words, file["vectors"])
    return words, file["vectors"]
