# Another scale of the single dimension, other orders of the parts, weights of length 1.

# %% split
def split_rows(texts, validation, test, seed):
    forms = [tuple(tokenize(text)) for text in texts]
    rows = sorted(forms.index(form) for form in set(forms))
    chance = np.random.default_rng([seed, 7]).random(len(rows))
    order = [rows[i] for i in np.argsort(chance)]
    a, b = round(validation * len(rows)), round(test * len(rows))
    return sorted(order[a + b :]), sorted(order[:a]), sorted(order[a : a + b])


# %% collapse
def logits(ids, E, w, b):
    clean = E.copy()
    clean[0] = 0
    lengths = np.count_nonzero(ids, axis=1)
    return np.divide(clean[ids].sum(axis=1) @ w, lengths, out=np.zeros(len(ids)), where=lengths > 0) + b


def one_dimension(E, w, b):
    length = np.linalg.norm(w)
    return (E @ w / length)[:, None], np.array([length]), b


# %% axis
def ends_of_axis(E, words, good, bad, count):
    place = {word: row for row, word in enumerate(words)}
    axis = np.mean([E[place[word]] for word in good], axis=0) - np.mean([E[place[word]] for word in bad], axis=0)
    axis = axis / np.linalg.norm(axis)
    left = np.setdiff1d(np.arange(2, len(words)), [place[word] for word in [*good, *bad]])
    ranked = left[np.argsort(E[left] @ axis)]
    return [words[i] for i in ranked[:count]], [words[i] for i in ranked[::-1][:count]]
