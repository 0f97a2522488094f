# Bytes as floating-point numbers.
# fails: test-cost

# %% cost
def one_hot_bytes(words, depth, bytes_per_number=4):
    return float(words * depth * bytes_per_number)


def index_bytes(words, depth):
    return words * np.ceil(np.min_scalar_type(depth - 1).itemsize)
