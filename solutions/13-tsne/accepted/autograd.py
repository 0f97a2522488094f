# PyTorch computes the gradient; everything is a tensor.

# %% project
import torch


def project(X, k):
    centred = torch.tensor(X) - torch.tensor(X).mean(dim=0)
    _, s, Vt = torch.linalg.svd(centred, full_matrices=False)
    return centred @ Vt[:k].T, (s[:k] ** 2).sum() / (s**2).sum()


# %% tail
def tensor_loss(P, Y, a):
    """Return the loss of tensors."""
    s = ((Y[:, None] - Y[None]) ** 2).sum(dim=2)
    w = (1 + s / a) ** (-(a + 1) / 2) * (1 - torch.eye(len(Y)))
    return torch.special.xlogy(P, P).sum() - (P * torch.log(w + torch.eye(len(Y)))).sum() + torch.log(w.sum()) * P.sum()


def loss(P, Y, a):
    return tensor_loss(torch.tensor(P), torch.tensor(Y), a)


def gradient(P, Y, a):
    Y = torch.tensor(Y, requires_grad=True)
    (slopes,) = torch.autograd.grad(tensor_loss(torch.tensor(P), Y, a), Y)
    return slopes


# %% continuity
def continuity(X, Y, k):
    in_space, on_map = (torch.cdist(Z, Z).argsort(dim=1).argsort(dim=1) for Z in map(torch.tensor, (X, Y)))
    near = (in_space > 0) & (in_space <= k)
    N = len(X)
    return 1 - 2 * (on_map[near] - k).clamp(min=0).sum() / (N * k * (2 * N - 3 * k - 1))
