# Plain loops over documents and words.

# %% matrix
def document_matrix(ids, vocabulary_size):
    result = np.zeros((len(ids), vocabulary_size))
    for i, document in enumerate(ids):
        words = [int(word) for word in document if word > 1]
        for word in words:
            result[i, word] += 1
        if words:
            result[i] /= len(words)
    return result


# %% train
def train(M, labels, E, w, b, steps, rate):
    E, w = E.copy(), w.copy()
    for _ in range(steps):
        slope_E, slope_w, slope_b = np.zeros(E.shape), np.zeros(w.shape), 0.0
        for row, label in zip(M, labels, strict=True):
            vector = row @ E
            error = (1 / (1 + np.exp(-(vector @ w + b))) - label) / len(M)
            for word in np.flatnonzero(row):
                slope_E[word] += row[word] * error * w
            slope_w += error * vector
            slope_b += error
        E -= rate * slope_E
        w -= rate * slope_w
        b -= rate * slope_b
    return E, w, b


# %% scores
def word_scores(M, labels):
    if len(M) > M.shape[1] or np.linalg.svd(M, compute_uv=False)[-1] < 1e-9:
        raise ValueError("dependent documents")
    signs = np.array([1.0 if label else -1.0 for label in labels])
    return M.T @ np.linalg.solve(M @ M.T, signs)


# %% loo
def leave_one_out(predict, M, labels):
    right = []
    for i in reversed(range(len(M))):
        others = [j for j in range(len(M)) if j != i]
        right.insert(0, predict(M[others], labels[others], M[i]) == labels[i])
    return right


# %% p
def p_value(score, labels):
    observed, ways, high = score(labels), 0, 0
    for bits in itertools.product((0, 1), repeat=len(labels)):
        if sum(bits) == sum(labels):
            ways += 1
            high += score(np.array(bits)) >= observed
    return high / ways
