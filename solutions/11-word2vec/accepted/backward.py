# PyTorch computes the gradients.

# %% loss
def loss_and_gradients(E, C, centers, contexts, false):
    E, C = (torch.tensor(table, requires_grad=True) for table in (E, C))
    e = E[torch.as_tensor(np.asarray(centers))]
    true_scores = (e * C[torch.as_tensor(np.asarray(contexts))]).sum(dim=1)
    false_scores = torch.einsum("bd,bkd->bk", e, C[torch.as_tensor(np.asarray(false))])
    softplus = torch.nn.functional.softplus
    loss = (softplus(-true_scores) + softplus(false_scores).sum(dim=1)).mean()
    loss.backward()
    return loss.item(), E.grad.numpy(), C.grad.numpy()
