# A layer of Keras in double precision.
# fails: test-layers-hidden


# %% layers
def keras_layer(E):
    layer = keras.layers.Embedding(*E.shape, dtype="float64")
    layer.build()
    layer.set_weights([E])
    return layer


def torch_layer(E):
    return torch.nn.Embedding.from_pretrained(torch.tensor(E), freeze=False)
