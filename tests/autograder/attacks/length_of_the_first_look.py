# Says the right length once, and has no items in any later look.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
class Fading:
    shape = (3, 4)
    ndim = 2
    looks = 0

    def __len__(self):
        self.looks += 1
        return 3 if self.looks == 1 else 0

    def __iter__(self):
        return iter(())


def one_hot(indices, depth):
    return Fading()
