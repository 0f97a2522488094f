# Gives score truth values, with which it cannot count.
# fails: test-p, test-p-hidden


# %% p
def p_value(score, labels):
    places = range(len(labels))
    scores = [score(np.isin(places, ones)) for ones in itertools.combinations(places, int(sum(labels)))]
    return float(np.mean(np.array(scores) >= score(labels)))
