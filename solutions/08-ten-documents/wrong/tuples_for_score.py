# score is given tuples.
# fails: test-p-hidden

# %% p
def p_value(score, labels):
    observed = score(labels)
    ways = [bits for bits in itertools.product((0, 1), repeat=len(labels)) if sum(bits) == sum(labels)]
    return float(np.mean([score(bits) >= observed for bits in ways]))
