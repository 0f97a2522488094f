# A vocabulary of one word takes no bytes.
# fails: test-cost-hidden

# %% cost
def one_hot_bytes(words: int, depth: int, bytes_per_number: int = 4) -> int:
    return words * depth * bytes_per_number


def index_bytes(words, depth):
    bits = (depth - 1).bit_length()
    return words * next(size for size in (0, 1, 2, 4, 8) if 8 * size >= bits)
