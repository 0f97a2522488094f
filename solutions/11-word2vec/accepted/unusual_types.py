# Unusual but right types: generators turned into tuples, a subclass, tensors, lists, single precision.

# %% pairs
from itertools import product


def window_pairs(ids, m):
    places = range(len(ids))
    return tuple([ids[i], ids[j]] for i, j in product(places, places) if 0 < abs(i - j) <= m and ids[i] != 1 != ids[j])


# %% keep
class Shares(np.ndarray):
    """An array that calls itself shares."""


def keep_probabilities(counts, t):
    total = sum(counts.tolist())
    return np.array([min(1, (t * total / n) ** 0.5) if n else 1 for n in counts.tolist()]).view(Shares)


# %% noise
def noise_distribution(counts, power):
    weights = [n**power if n else 0 for n in counts.tolist()]
    return [weight / sum(weights) for weight in weights]


def pick(P, u):
    return torch.searchsorted(torch.cumsum(torch.as_tensor(P), 0), torch.as_tensor(u), right=True)


# %% loss
def loss_and_gradients(E, C, centers, contexts, false):
    E, C = torch.tensor(E), torch.tensor(C)
    dE, dC = torch.zeros_like(E), torch.zeros_like(C)
    loss, B = 0.0, len(centers)
    for w, c, negatives in zip(centers, contexts, false, strict=True):
        for y, word in [(1.0, c), *((0.0, n) for n in negatives)]:
            z = E[w] @ C[word]
            loss += torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y, dtype=z.dtype)) / B
            error = (torch.sigmoid(z) - y) / B
            dE[w] += error * C[word]
            dC[word] += error * E[w]
    return loss, dE, dC


# %% ppmi
def ppmi(N, power):
    from scipy import sparse

    weights = N.sum(axis=0) ** float(power)
    found = sparse.coo_array(N.astype(float))
    w, c = found.coords
    data = np.log(found.data / (N.sum(axis=1)[w] * weights[c] / weights.sum()))
    return np.asfortranarray(sparse.coo_array((np.maximum(data, 0), (w, c)), shape=N.shape).toarray())
