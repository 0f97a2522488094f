# Returns an integer of a million digits.
# kind: channel
# must not pass: test-cost-hidden
# must pass: test-one-hot-hidden

# %% cost
def one_hot_bytes(words, depth, bytes_per_number=4):
    return 10**1_000_000


def index_bytes(words, depth):
    return 10**1_000_000
