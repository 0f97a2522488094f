# Lets the constructor make the zeros, and then copies over them.
# fails: test-layer, test-layer-hidden

# %% layer
def pretrained_layer(E, padding_idx):
    layer = nn.Embedding(*E.shape, padding_idx=padding_idx)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(E, dtype=torch.float32))
    return layer
