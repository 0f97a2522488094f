# Reports each loss after its step.
# fails: test-layer-hidden

# %% layer
class Embedding:
    def __init__(self, E):
        self.E = E
        self.gradient = np.zeros(E.shape)

    def forward(self, ids):
        self.ids = ids
        return self.E[ids]

    def backward(self, upstream):
        self.gradient = self.gradient + scatter_add(self.ids, upstream, len(self.E))

    def step(self, rate):
        self.E = self.E - rate * self.gradient
        self.gradient = np.zeros(self.E.shape)


def train(E, ids, targets, steps, rate):
    layer, losses = Embedding(E), []
    for _ in range(steps):
        layer.backward(layer.forward(ids) - targets)
        layer.step(rate)
        losses.append(float(((layer.forward(ids) - targets) ** 2).sum() / 2))
    return layer.E, losses
