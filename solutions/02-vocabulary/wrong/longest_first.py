# Sorts the longest first.
# fails: test-like, test-like-hidden

# %% like
def like_length(lengths, batch_size):
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def places(lengths, batches):
    return sum(len(batch) * max(lengths[place] for place in batch) for batch in batches)
