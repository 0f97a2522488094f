# Also labellings with more or fewer ones.
# fails: test-p, test-p-hidden

# %% p
def p_value(score, labels):
    ways = [np.array(way) for way in itertools.product((0, 1), repeat=len(labels))]
    return sum(score(way) >= score(labels) for way in ways) / len(ways)
