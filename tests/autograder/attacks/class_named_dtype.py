# Classes that bear the names of plain types, to be taken apart instead of referred to.
# kind: lying object
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
def named(module, name):
    made = type(name, (), {"shape": (3, 4), "dtype": float, "str": "<f8", "names": None, "kind": "f"})
    made.__module__, made.__qualname__ = module, name
    return made()


def one_hot(indices, depth):
    return [named("numpy", "dtype"), named("numpy", "ndarray"), named("numpy", "float64")]
