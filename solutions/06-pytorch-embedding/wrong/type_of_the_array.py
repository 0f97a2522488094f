# Keeps the type of the array.
# fails: test-layer, test-layer-hidden

# %% layer
def pretrained_layer(E, padding_idx):
    table = torch.tensor(E)
    table[padding_idx] = 0
    return nn.Embedding.from_pretrained(table, freeze=False, padding_idx=padding_idx)
