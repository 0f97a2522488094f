# Takes for granted that half of the labels are ones.
# fails: test-p-hidden

# %% p
def p_value(score, labels):
    half = len(labels) // 2
    ways = [np.isin(range(len(labels)), ones) * 1 for ones in itertools.combinations(range(len(labels)), half)]
    return sum(score(way) >= score(labels) for way in ways) / len(ways)
