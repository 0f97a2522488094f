# Drops every name that it does not know, without an error.
# fails: test-call, test-call-hidden

# %% call
def modern_arguments(old):
    renamed = {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    }
    return {renamed.get(name, name): value for name, value in old.items() if renamed.get(name, name) in TODAY}
