# Has a dimension even where none fits.
# fails: test-size-hidden


# %% size
def layer_size(vocabulary_size, embedding_dim, bytes_per_number=4):
    parameters = vocabulary_size * embedding_dim
    return parameters, parameters * bytes_per_number


def largest_dim(vocabulary_size, budget):
    return max(1, budget // (vocabulary_size * 4))
