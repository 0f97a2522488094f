# pandas, NumPy and SciPy do the work.

# %% split
import pandas as pd


def split_rows(texts, validation, test, seed):
    forms = pd.Series([" ".join(tokenize(text)) for text in texts], dtype=object).drop_duplicates()
    rows = forms.sample(frac=1, random_state=seed).index.to_numpy()
    n_test, n_validation = round(test * len(rows)), round(validation * len(rows))
    return rows[n_test + n_validation :], rows[n_test : n_test + n_validation], rows[:n_test]


# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    counts = np.ones((2, vocabulary_size))
    np.add.at(counts, (np.repeat(labels, ids.shape[1]), ids.ravel()), 1)
    counts[:, :2] = 0
    shares = counts / counts.sum(axis=1, keepdims=True)
    scores = np.zeros(vocabulary_size)
    scores[2:] = np.log(shares[1, 2:] / shares[0, 2:])
    return scores, np.log(np.sum(labels)) - np.log(np.sum(1 - labels))


# %% collapse
def logits(ids, E, w, b):
    scores = np.ma.masked_array(np.nan_to_num(E @ w)[ids], mask=ids == 0)
    return np.ma.filled(scores.mean(axis=1), 0.0) + b


def one_dimension(E, w, b):
    return np.einsum("vd,d->v", E, w).reshape(-1, 1), np.array([1]), b


# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    trained = step(parameters)
    history = [(loss(trained), trained)]
    while len(history) < max_epochs and len(history) - 1 - np.argmin([each for each, _ in history]) < patience:
        trained = step(trained)
        history.append((loss(trained), trained))
    return min(history, key=lambda each: each[0])[1], len(history)


# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) < 2 or np.shape(first) != np.shape(second):
        raise ValueError("lengths")
    result = stats.ttest_rel(first, second).confidence_interval(level)
    return np.mean(np.subtract(first, second)), result.low, result.high


# %% axis
def ends_of_axis(E, words, good, bad, count):
    table = pd.DataFrame(E, index=words)
    axis = table.loc[good].mean() - table.loc[bad].mean()
    positions = (table.iloc[2:].drop(index=[*good, *bad]) @ axis).sort_values()
    return positions.index[:count].tolist(), positions.index[::-1][:count].tolist()
