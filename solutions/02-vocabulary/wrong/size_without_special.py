# Counts max_size without the two special words.
# fails: test-build, test-build-hidden

# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in document)
    kept = [word for word, count in counts.items() if count >= min_count]
    return ["<pad>", "<unk>"] + sorted(kept, key=lambda word: (-counts[word], word))[:max_size]
