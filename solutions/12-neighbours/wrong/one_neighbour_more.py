# Lists of k + 1.
# fails: test-hubs, test-hubs-hidden

# %% hubs
def k_occurrence(E, k):
    lists = [nearest(E, query, k + 1) for query in range(len(E))]
    return np.bincount(np.concatenate(lists), minlength=len(E))
