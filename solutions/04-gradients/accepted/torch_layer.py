# PyTorch does the work: index_add_, autograd, optimisers, a layer that inherits from Module.

# %% scatter
def scatter_add(ids, upstream, vocabulary_size):
    ids, upstream = torch.as_tensor(ids), torch.as_tensor(upstream)
    result = torch.zeros(vocabulary_size, upstream.shape[-1], dtype=upstream.dtype)
    if ids.numel() and not 0 <= ids.min() <= ids.max() < vocabulary_size:
        raise IndexError("out of range")
    return result.index_add_(0, ids.reshape(-1), upstream.reshape(-1, upstream.shape[-1])).numpy()


# %% layer
class Embedding(torch.nn.Module):
    def __init__(self, E):
        super().__init__()
        self.table = torch.nn.Parameter(torch.tensor(E))
        self.table.grad = torch.zeros_like(self.table)
        self.E = self.table.detach().numpy()  # both share the memory of the parameter
        self.gradient = self.table.grad.numpy()

    def forward(self, ids):
        self.vectors = torch.nn.functional.embedding(torch.as_tensor(ids), self.table)
        return self.vectors.detach().numpy()

    def backward(self, upstream):
        self.vectors.backward(torch.as_tensor(upstream))

    def step(self, rate):
        torch.optim.SGD([self.table], lr=rate).step()
        self.table.grad.zero_()


def train(E, ids, targets, steps, rate):
    table = torch.tensor(E, requires_grad=True)
    optimizer, losses = torch.optim.SGD([table], lr=rate), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = 0.5 * (table[ids] - torch.tensor(targets)).square().sum()
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return table.detach().numpy(), losses


# %% moves
def momentum_step(E, memory, gradient, rate, momentum, decay):
    E, memory, gradient = (torch.tensor(part) for part in (E, memory, gradient))
    memory = momentum * memory + torch.add(gradient, E, alpha=decay)
    return torch.sub(E, memory, alpha=rate).numpy(), memory.numpy()


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    """Take the steps, and look who has moved."""
    if optimizer not in ("sgd", "weight decay", "momentum", "adam", "lazy adam"):
        raise ValueError(optimizer)
    table = torch.ones(vocabulary_size, dtype=torch.float64, requires_grad=True)
    kind = {"adam": torch.optim.Adam, "lazy adam": torch.optim.Adam}.get(optimizer, torch.optim.SGD)
    settings = {"weight decay": {"weight_decay": 0.1}, "momentum": {"momentum": 0.9}}.get(optimizer, {})
    steps = kind([table], lr=0.01, **settings)
    for one in [*earlier, batch]:
        before = table.detach().clone()
        steps.zero_grad()
        table[torch.tensor(one, dtype=torch.long)].sum().backward()
        steps.step()
    moved = set(torch.nonzero(table.detach() != before).flatten().tolist())
    return moved & set(batch) if optimizer == "lazy adam" else moved
