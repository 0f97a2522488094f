# After a step the gradient is the number 0, no longer an array.
# fails: test-layer-hidden

# %% layer
class Embedding:
    def __init__(self, E):
        self.E = np.array(E)
        self.gradient = np.zeros_like(self.E)

    def forward(self, ids):
        self.ids = ids
        return self.E[ids]

    def backward(self, upstream):
        self.gradient = self.gradient + scatter_add(self.ids, upstream, len(self.E))

    def step(self, rate):
        self.E = self.E - rate * self.gradient
        self.gradient = 0


def train(E, ids, targets, steps, rate):
    layer, losses = Embedding(E), []
    for _ in range(steps):
        difference = layer.forward(ids) - targets
        losses.append(float((difference**2).sum() / 2))
        layer.backward(difference)
        layer.step(rate)
    return layer.E, losses
