# Words are cut after ten letters.
# fails: test-store-hidden

# %% store
def pack(words, vectors):
    check_pair(words, vectors)
    file = io.BytesIO()
    np.savez(file, words=np.array(words, dtype="U10"), vectors=vectors)
    return file.getvalue()


def unpack(data):
    with np.load(io.BytesIO(data)) as file:
        if not {"words", "vectors"} <= set(file.files):
            raise ValueError("the file must have the arrays words and vectors")
        listed, rows = file["words"].tolist(), file["vectors"]
    check_pair(listed, rows)
    return listed, rows
