# Calls the arrays by other names, and reads what it wrote.
# fails: test-store-hidden

# %% store
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
