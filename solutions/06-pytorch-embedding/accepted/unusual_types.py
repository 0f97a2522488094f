# A subclass of the layer, tensors and lists for arrays, a tuple and a list of results.

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    gradient = torch.zeros(vocabulary_size, slopes.shape[-1], dtype=torch.float64)
    flat = torch.tensor(ids.ravel())
    gradient.index_add_(0, flat, torch.tensor(slopes.reshape(len(flat), slopes.shape[-1])))
    if scale_grad_by_freq:
        gradient /= torch.bincount(flat, minlength=vocabulary_size).clamp(min=1)[:, None]
    if padding_idx is not None:
        gradient[padding_idx] = 0
    return gradient


# %% layer
class Pretrained(nn.Embedding):
    def __init__(self, table, padding_idx):
        super().__init__(*table.shape, padding_idx=padding_idx, _weight=table)
        with torch.no_grad():
            self.weight[self.padding_idx] = 0


def pretrained_layer(E, padding_idx):
    return Pretrained(torch.tensor(E.tolist()), padding_idx)


# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    def length(row):
        return (
            max(map(abs, row))
            if norm_type == float("inf")
            else sum(abs(x) ** norm_type for x in row) ** (1 / norm_type)
        )

    asked = set(np.ravel(ids).tolist())
    return [
        [x * max_norm / length(row) for x in row] if v in asked and length(row) > max_norm else row
        for v, row in enumerate(np.asarray(E).tolist())
    ]


# %% bags
def to_bags(documents):
    flat_ids, offsets = list(itertools.chain(*documents)), [0]
    for document in documents:
        offsets += [offsets[-1] + len(document)]
    return np.array(flat_ids, dtype="int32"), np.array(offsets, dtype="uint8")


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    reduce = {"sum": torch.Tensor.sum, "mean": torch.Tensor.mean, "max": torch.Tensor.amax}.get(mode)
    if reduce is None or (weights is not None and mode != "sum"):
        raise ValueError(mode)
    vectors = torch.tensor(E)[torch.tensor(flat_ids)]
    if weights is not None:
        vectors = vectors * torch.tensor(weights)[:, None]
    bags = vectors.split(np.diff(offsets).tolist())
    rows = [reduce(bag, 0) if len(bag) else torch.zeros(E.shape[1]).double() for bag in bags]
    return torch.stack(rows) if len(offsets) > 1 else torch.zeros(0, E.shape[1])


# %% step
def sparse_adam_step(E, m, s, ids, slopes, t, rate):
    new = [torch.tensor(part) for part in (E, m, s)]
    for word in sorted(set(ids.tolist())):
        whole = torch.tensor(slopes[ids == word].sum(axis=0))
        new[1][word] = 0.9 * new[1][word] + 0.1 * whole
        new[2][word] = 0.999 * new[2][word] + 0.001 * whole**2
        new[0][word] -= rate * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t) * new[1][word] / (new[2][word].sqrt() + 1e-8)
    return new
