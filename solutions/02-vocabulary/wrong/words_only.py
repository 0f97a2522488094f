# Counts the words without the padding.
# fails: test-like, test-like-hidden

# %% like
def like_length(lengths, batch_size):
    order = sorted(range(len(lengths)), key=lambda place: (lengths[place], place))
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def places(lengths, batches):
    return sum(lengths[place] for batch in batches for place in batch)
