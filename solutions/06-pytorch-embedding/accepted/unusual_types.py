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


# %% matter
def weighted_bags(E, query, ids):
    numbers = torch.tensor(ids)
    table = torch.tensor(E).index_fill(0, torch.tensor([0]), 0.0)
    scores = torch.where(numbers > 0, (table @ torch.tensor(query))[numbers], torch.tensor(-1e6, dtype=torch.float64))
    weights = scores.softmax(1) * (numbers > 0)
    return [torch.bmm(weights[:, None], table[numbers])[:, 0], weights]
