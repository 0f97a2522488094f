# Takes the first zero for the end of the sentence.
# fails: test-collapse-hidden

# %% collapse
def logits(ids, E, w, b):
    result = []
    for row in ids.tolist():
        words = row[: row.index(0)] if 0 in row else row
        result.append(sum(float(E[i] @ w) for i in words) / max(len(words), 1) + b)
    return np.array(result)


def one_dimension(E, w, b):
    return (E @ w)[:, None], np.ones(1), b
