# As many bytes as are needed, three among them.
# fails: test-cost-hidden

# %% cost
def one_hot_bytes(words, depth, bytes_per_number=4):
    return words * depth * bytes_per_number


def index_bytes(words, depth):
    size = 1
    while depth > 256**size:
        size += 1
    return words * size
