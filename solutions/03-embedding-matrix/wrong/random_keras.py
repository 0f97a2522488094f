# Makes the layer of Keras and forgets the matrix.
# fails: test-layers-hidden

# %% layers
def keras_layer(E):
    layer = keras.layers.Embedding(*E.shape)
    layer.build()
    return layer


def torch_layer(E):
    return torch.nn.Embedding.from_pretrained(torch.tensor(E), freeze=False)
