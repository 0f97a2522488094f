# Another optimiser than plain gradient descent.
# fails: test-train, test-train-hidden

# %% train
def train(M, labels, E, w, b, steps, rate):
    parameters = [torch.tensor(np.asarray(part), dtype=torch.float64, requires_grad=True) for part in (E, w, b)]
    optimizer = torch.optim.Adam(parameters, lr=rate)
    for _ in range(steps):
        z = torch.tensor(M) @ parameters[0] @ parameters[1] + parameters[2]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(labels, dtype=torch.float64))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [part.detach().numpy() for part in parameters]
