# Forgets to set the gradients of PyTorch to zero between steps.
# fails: test-train-hidden


# %% train
def train(M, labels, E, w, b, steps, rate):
    M, y = torch.tensor(M), torch.tensor(labels, dtype=torch.float64)
    parameters = [torch.tensor(part, dtype=torch.float64, requires_grad=True) for part in (E, w, b)]
    for _ in range(steps):
        logits = M @ parameters[0] @ parameters[1] + parameters[2]
        torch.nn.functional.binary_cross_entropy_with_logits(logits, y).backward()
        with torch.no_grad():
            for part in parameters:
                part.sub_(rate * part.grad)
    return [part.detach().numpy() for part in parameters]
