# An error of its own that is an IndexError, scores by distance of scaled rows.

# %% nearest
def nearest(E, query, k):
    unit = E / np.linalg.norm(E, axis=1, keepdims=True)
    if query < 0:
        raise IndexError("count from the front")
    apart = ((unit - unit[query]) ** 2).sum(axis=1)
    apart[query] = np.inf
    return np.argsort(apart)[: min(k, len(E) - 1)].tolist()


# %% analogy
def analogy(E, a, b, c, exclude):
    unit = E / np.sqrt(np.einsum("ij,ij->i", E, E))[:, np.newaxis]
    wanted = unit[b] - unit[a] + unit[c]
    apart = ((unit - wanted) ** 2).sum(axis=1)
    if exclude:
        apart[[a, b, c]] = np.inf
    return apart.argmin()
