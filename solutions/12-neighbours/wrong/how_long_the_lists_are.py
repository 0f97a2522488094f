# Counts the places in each row's own list.
# fails: test-hubs, test-hubs-hidden

# %% hubs
def k_occurrence(E, k):
    return [len(nearest(E, query, k)) for query in range(len(E))]
