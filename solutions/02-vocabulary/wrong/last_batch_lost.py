# Drops the last batch if it is not full.
# fails: test-like, test-like-hidden

# %% like
def like_length(lengths, batch_size):
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(len(order) // batch_size)]


def places(lengths, batches):
    return sum(len(batch) * max(lengths[place] for place in batch) for batch in batches)
