# Computes in float32: rows that must stay change in the eighth digit.
# fails: test-step, test-step-hidden

# %% step
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    E, w, b, y = (torch.tensor(each, dtype=torch.float32) for each in (E, w, b, y))
    leaves = [each.requires_grad_() for each in (E, w, b)]
    mask = torch.tensor(ids != 0)
    means = (E[torch.tensor(ids)] * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
    torch.nn.functional.binary_cross_entropy_with_logits(means @ w + b, y).backward()
    rates = (table_rate, head_rate, head_rate)
    return tuple(each.detach() - rate * each.grad for each, rate in zip(leaves, rates, strict=True))
