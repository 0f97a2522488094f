# Forgets that from_pretrained freezes.
# fails: test-layer-hidden

# %% layer
def pretrained_layer(E, padding_idx):
    table = torch.tensor(E, dtype=torch.float32)
    table[padding_idx] = 0
    return nn.Embedding.from_pretrained(table, padding_idx=padding_idx)
