# Counts only the labellings that score higher, itself not.
# fails: test-p, test-p-hidden

# %% p
def p_value(score, labels):
    ways = [np.isin(range(len(labels)), ones) * 1 for ones in itertools.combinations(range(len(labels)), sum(labels))]
    return sum(score(way) > score(labels) for way in ways) / len(ways)
