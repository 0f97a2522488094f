# Believes that padding_idx zeroes a pretrained row.
# fails: test-layer, test-layer-hidden

# %% layer
def pretrained_layer(E, padding_idx):
    table = torch.tensor(E, dtype=torch.float32)
    return nn.Embedding.from_pretrained(table, freeze=False, padding_idx=padding_idx)
