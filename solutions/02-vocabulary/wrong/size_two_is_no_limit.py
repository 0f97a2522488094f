# Takes 0 words for no limit at all.
# fails: test-build-hidden

# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in document)
    kept = sorted((word for word in counts if counts[word] >= min_count), key=lambda word: (-counts[word], word))
    room = max_size - 2 if max_size else None
    return ["<pad>", "<unk>"] + (kept[:room] if room else kept)
