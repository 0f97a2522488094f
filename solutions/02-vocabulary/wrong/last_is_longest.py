# Takes the last sequence of each batch for the longest, as it is after sorting.
# fails: test-like-hidden

# %% like
def like_length(lengths, batch_size):
    order = sorted(range(len(lengths)), key=lambda place: (lengths[place], place))
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def places(lengths, batches):
    return sum(len(batch) * lengths[batch[-1]] for batch in batches)
