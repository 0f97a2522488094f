# Counts in how many documents a word stands, not how often.
# fails: test-build, test-build-hidden

# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in set(document))
    kept = [word for word, count in counts.items() if count >= min_count]
    return (["<pad>", "<unk>"] + sorted(kept, key=lambda word: (-counts[word], word)))[:max_size]
