# Fills the disk.
# kind: hunger
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def one_hot(indices, depth):
    number = 0
    while True:
        with open(f"file{number}", "wb") as file:
            file.write(bytes(2**24))
        number += 1
