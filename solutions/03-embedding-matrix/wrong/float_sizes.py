# Sizes as floating-point numbers.
# fails: test-size-hidden


# %% size
def layer_size(vocabulary_size, embedding_dim, bytes_per_number=4):
    parameters = float(vocabulary_size * embedding_dim)
    return parameters, parameters * bytes_per_number


def largest_dim(vocabulary_size, budget):
    return budget // (vocabulary_size * 4)
