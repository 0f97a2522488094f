# Batches hold the lengths, and not the positions.
# fails: test-like, test-like-hidden

# %% like
def like_length(lengths, batch_size):
    order = sorted(lengths)
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def places(lengths, batches):
    return sum(len(batch) * max(lengths[place] for place in batch) for batch in batches)
