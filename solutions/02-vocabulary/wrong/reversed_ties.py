# Ties in reversed alphabetical order, as Keras has them.
# fails: test-build, test-build-hidden

# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in document)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (counts[word], word), reverse=True)
    return (["<pad>", "<unk>"] + kept)[:max_size]
