# Declares row 0 padding, so that it is never trained.
# fails: test-layers-hidden

# %% layers
def keras_layer(E):
    layer = keras.layers.Embedding(*E.shape)
    layer.build()
    layer.set_weights([E])
    return layer


def torch_layer(E):
    return torch.nn.Embedding.from_pretrained(torch.tensor(E), freeze=False, padding_idx=0)
