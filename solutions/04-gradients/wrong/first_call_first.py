# backward belongs to the first call of forward that had none yet.
# fails: test-layer-hidden

# %% layer
class Embedding:
    def __init__(self, E):
        self.E = np.array(E)
        self.gradient = np.zeros_like(self.E)
        self.waiting = []

    def forward(self, ids):
        self.waiting.append(ids)
        return self.E[ids]

    def backward(self, upstream):
        self.gradient = self.gradient + scatter_add(self.waiting.pop(0), upstream, len(self.E))

    def step(self, rate):
        self.E = self.E - rate * self.gradient
        self.gradient = np.zeros_like(self.E)


def train(E, ids, targets, steps, rate):
    layer, losses = Embedding(E), []
    for _ in range(steps):
        difference = layer.forward(ids) - targets
        losses.append(float((difference**2).sum() / 2))
        layer.backward(difference)
        layer.step(rate)
    return layer.E, losses
