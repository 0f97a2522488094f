# Plain loops, one character and one place at a time.

# %% split
def split_words(text):
    text = text.lower().replace("’", "'")
    found, word = [], ""
    for place, sign in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if sign.isalnum() or (sign in "'-" and before.isalnum() and after.isalnum()):
            word += sign
        elif word:
            found.append(word)
            word = ""
    if word:
        found.append(word)
    return found


# %% build
def build_vocabulary(documents, min_count=1, max_size=None):
    counts = {}
    for document in documents:
        for word in document:
            counts[word] = counts.get(word, 0) + 1
    result = ["<pad>", "<unk>"]
    for count in sorted(set(counts.values()), reverse=True):
        if count >= min_count:
            result.extend(sorted(word for word in counts if counts[word] == count))
    return result if max_size is None else result[:max_size]


# %% batch
def make_batch(words, documents, length=None, side="post", truncate="post"):
    for value in (side, truncate):
        if value != "pre" and value != "post":
            raise ValueError(value)
    if length is None:
        length = 0
        for document in documents:
            length = max(length, len(document))
    batch = np.zeros((len(documents), length), dtype=np.int32)
    for i, document in enumerate(documents):
        extra = len(document) - length
        for t, word in enumerate(document):
            place = t
            if extra > 0 and truncate == "pre":
                place = t - extra
            if extra < 0 and side == "pre":
                place = t - extra
            if 0 <= place < length:
                batch[i, place] = words.index(word) if word in words else 1
    return batch


# %% unknown
def unknown_rates(words, documents):
    tokens = unknown = hit = 0
    for document in documents:
        missing = 0
        for word in document:
            tokens += 1
            if word not in words:
                missing += 1
        unknown += missing
        if missing:
            hit += 1
    return (unknown / tokens if tokens else 0, hit / len(documents) if documents else 0)


# %% like
def like_length(lengths, batch_size):
    batches = []
    for length in sorted(set(lengths)):
        for place in range(len(lengths)):
            if lengths[place] == length:
                if not batches or len(batches[-1]) == batch_size:
                    batches.append([])
                batches[-1].append(place)
    return batches


def places(lengths, batches):
    total = 0
    for batch in batches:
        longest = 0
        for place in batch:
            longest = max(longest, lengths[place])
        total += longest * len(batch)
    return total
