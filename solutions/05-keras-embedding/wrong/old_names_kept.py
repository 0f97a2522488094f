# Leaves the old names of regulariser and constraint as they are.
# fails: test-call-hidden

# %% call
def modern_arguments(old):
    modern = {}
    for name, value in old.items():
        if name == "init":
            modern["embeddings_initializer"] = value
        elif name in ("input_length", "dropout", "sparse"):
            continue
        elif name in TODAY or name.startswith("W_"):
            modern[name] = value
        else:
            raise ValueError(name)
    return modern
