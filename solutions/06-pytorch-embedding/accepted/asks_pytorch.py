# Lets PyTorch do the work, in double precision.

# %% gradient
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    layer = nn.Embedding(
        vocabulary_size, slopes.shape[-1], padding_idx, None, 2.0, scale_grad_by_freq, dtype=torch.float64
    )
    layer(torch.tensor(ids)).backward(torch.tensor(slopes, dtype=torch.float64))
    return layer.weight.grad.numpy()


# %% limit
def after_lookup(E, ids, max_norm, norm_type=2.0):
    table = torch.tensor(E, dtype=torch.float64)
    layer = nn.Embedding.from_pretrained(table, max_norm=max_norm, norm_type=norm_type)
    layer(torch.tensor(ids))
    return layer.weight.detach().numpy()


# %% bags
def to_bags(documents):
    flat_ids, offsets = [], [0]
    for document in documents:
        flat_ids += document
        offsets.append(len(flat_ids))
    return np.array(flat_ids, dtype=int), np.array(offsets)


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    if weights is not None and mode != "sum":
        raise ValueError("weights only with sum")
    layer = nn.EmbeddingBag.from_pretrained(torch.tensor(E), mode=mode, include_last_offset=True)
    factors = None if weights is None else torch.tensor(weights)
    return layer(torch.tensor(flat_ids), torch.tensor(offsets), factors).numpy()


# %% matter
def weighted_bags(E, query, ids):
    padding = torch.tensor(ids) == 0
    scores = (torch.tensor(E)[torch.tensor(ids)] @ torch.tensor(query)).masked_fill(padding, -torch.inf)
    weights = torch.softmax(scores, dim=1).nan_to_num(0.0)
    bag = nn.EmbeddingBag.from_pretrained(torch.tensor(E), mode="sum", padding_idx=0)
    if not len(ids):
        return np.zeros((0, E.shape[1])), weights.numpy()
    return bag(torch.tensor(ids), per_sample_weights=weights).numpy(), weights.numpy()
