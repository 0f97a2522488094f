# Ties stay in the order of first appearance, as Counter.most_common leaves them.
# fails: test-build-hidden

# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = Counter(word for document in documents for word in document)
    kept = [word for word, count in counts.most_common() if count >= min_count]
    return (["<pad>", "<unk>"] + kept)[:max_size]
