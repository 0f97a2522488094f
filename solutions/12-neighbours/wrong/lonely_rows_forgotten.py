# Counts only rows that are in some list.
# fails: test-hubs, test-hubs-hidden

# %% hubs
def k_occurrence(E, k):
    lists = [nearest(E, query, k) for query in range(len(E))]
    return np.unique(np.concatenate(lists), return_counts=True)[1]
