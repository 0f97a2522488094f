# Takes the last value of an argument that is given twice.
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
        if today not in TODAY:
            raise ValueError(name)
        modern[today] = value
    return modern
