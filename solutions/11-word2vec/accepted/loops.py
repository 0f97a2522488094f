# Written with loops and the math module.

# %% pairs
def window_pairs(ids, m):
    found = []
    for distance in range(1, m + 1):
        for i in range(len(ids) - distance):
            one, other = ids[i], ids[i + distance]
            if one != 1 and other != 1:
                found += [(one, other), (other, one)]
    return found


# %% noise
def noise_distribution(counts, power):
    weights = np.array([float(n) ** power if n > 0 else 0.0 for n in counts])
    return weights / np.sum(weights)


def pick(P, u):
    result = np.zeros(np.shape(u), dtype=int)
    for place, number in np.ndenumerate(u):
        total, index = P[0], 0
        while total <= number:
            index += 1
            total += P[index]
        result[place] = index
    return result


# %% ppmi
import math


def ppmi(N, power):
    weights = [float(N[:, c].sum()) ** power for c in range(N.shape[1])]
    result = np.zeros(N.shape)
    for w in range(N.shape[0]):
        for c in range(N.shape[1]):
            if N[w, c] > 0:
                result[w, c] = max(0, math.log(N[w, c] * sum(weights) / (N[w].sum() * weights[c])))
    return result
