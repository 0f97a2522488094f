# Written with loops and plain numbers.

# %% cosines
def cosines(A, B):
    result = np.zeros((len(A), len(B)))
    for i, u in enumerate(A):
        for j, v in enumerate(B):
            length = float(np.dot(u, u)) ** 0.5 * float(np.dot(v, v)) ** 0.5
            if length > 0:
                result[i, j] = float(np.dot(u, v)) / length
    return result


# %% nearest
def nearest(E, query, k):
    E[query]
    if query < 0:
        raise IndexError("count from 0")
    scored = [(float(cosines(E[[query]], E[[i]])[0, 0]), i) for i in range(len(E)) if i != query]
    return [i for _, i in sorted(scored, reverse=True)][:k]


# %% analogy
def analogy(E, a, b, c, exclude):
    unit = [row / sum(x * x for x in row) ** 0.5 for row in E]
    wanted = unit[b] - unit[a] + unit[c]
    best, answer = None, None
    for i, row in enumerate(unit):
        if exclude and i in (a, b, c):
            continue
        value = sum(x * y for x, y in zip(row, wanted, strict=True))
        if best is None or value > best:
            best, answer = value, i
    return answer


# %% hubs
def k_occurrence(E, k):
    counts = [0] * len(E)
    for query in range(len(E)):
        for i in nearest(E, query, k):
            counts[i] += 1
    return counts


# %% common
def without_common(E, directions):
    X = E - E.mean(axis=0)
    for u in np.linalg.svd(X)[2][:directions]:
        X = X - (X @ u)[:, None] * u
    return X
