# Takes an argument that is None for one that is not given.
# fails: test-call-hidden

# %% call
def modern_arguments(old):
    renamed = {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    }
    modern = {}
    for name, value in old.items():
        if name in ("input_length", "dropout", "sparse"):
            continue
        today = renamed.get(name, name)
        if today not in TODAY or today in modern:
            raise ValueError(name)
        if value is not None:
            modern[today] = value
    return modern
