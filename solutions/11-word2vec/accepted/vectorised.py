# Array operations instead of loops, other formulas for the same.

# %% pairs
def window_pairs(ids, m):
    ids = np.asarray(ids, dtype=int)
    i, j = np.nonzero(
        (np.abs(np.subtract.outer(np.arange(len(ids)), np.arange(len(ids)))) <= m) & ~np.eye(len(ids), dtype=bool)
    )
    found = np.stack([ids[i], ids[j]], axis=1)
    return found[(found != 1).all(axis=1)]


# %% keep
def keep_probabilities(counts, t):
    result = np.ones(len(counts))
    seen = counts > 0
    result[seen] = np.minimum(1, (t * counts.sum() / counts[seen]) ** 0.5)
    return result


# %% noise
def noise_distribution(counts, power):
    result = np.zeros(len(counts))
    result[counts > 0] = np.exp(power * np.log(counts[counts > 0]))
    return result / result.sum()


def pick(P, u):
    return (np.asarray(u)[..., None] >= np.cumsum(P)).sum(axis=-1)


# %% ppmi
def ppmi(N, power):
    N = N.astype(float)
    weights = N.sum(axis=0) ** power
    chance = N.sum(axis=1, keepdims=True) * weights / weights.sum()
    ratio = np.divide(N, chance, out=np.ones_like(N), where=N > 0)
    return np.log(np.maximum(ratio, 1))
