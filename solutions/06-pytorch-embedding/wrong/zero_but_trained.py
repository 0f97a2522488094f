# Zeroes the row and does not declare it padding.
# fails: test-layer-hidden

# %% layer
def pretrained_layer(E, padding_idx):
    table = torch.tensor(E, dtype=torch.float32)
    table[padding_idx] = 0
    return nn.Embedding.from_pretrained(table, freeze=False)
