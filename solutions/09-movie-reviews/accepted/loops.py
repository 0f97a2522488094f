# Plain loops and lists.

# %% split
import random


def split_rows(texts, validation, test, seed):
    seen, rows = set(), []
    for row, text in enumerate(texts):
        form = " ".join(tokenize(text))
        if form not in seen:
            seen.add(form)
            rows.append(row)
    random.Random(seed).shuffle(rows)
    n_test, n_validation = round(len(rows) * test), round(len(rows) * validation)
    n_train = len(rows) - n_test - n_validation
    return rows[:n_train], rows[n_train : n_train + n_validation], rows[n_train + n_validation :]


# %% bayes
def naive_bayes(ids, labels, vocabulary_size):
    good, bad = [1] * vocabulary_size, [1] * vocabulary_size
    for sentence, label in zip(ids, labels, strict=True):
        for word in sentence:
            if label == 1:
                good[word] += 1
            else:
                bad[word] += 1
    scores = np.zeros(vocabulary_size)
    for v in range(2, vocabulary_size):
        scores[v] = np.log(good[v] / sum(good[2:])) - np.log(bad[v] / sum(bad[2:]))
    return scores, np.log(sum(labels) / (len(labels) - sum(labels)))


# %% collapse
def logits(ids, E, w, b):
    result = []
    for sentence in ids:
        words = [word for word in sentence if word != 0]
        mean = sum((E[word] for word in words), np.zeros(len(w))) / max(1, len(words))
        result.append(mean @ w + b)
    return np.array(result)


def one_dimension(E, w, b):
    return np.array([[vector @ w] for vector in E]), np.array([1.0]), b


# %% stop
def train_until(step, loss, parameters, patience, max_epochs):
    losses, visited = [], []
    for epoch in range(max_epochs):
        parameters = step(parameters)
        visited.append(parameters)
        losses.append(loss(parameters))
        if epoch - losses.index(min(losses)) >= patience:
            break
    return visited[losses.index(min(losses))], len(losses)


# %% interval
def difference_interval(first, second, level=0.95):
    if len(first) != len(second):
        raise ValueError("different lengths")
    if len(first) < 2:
        raise ValueError("two numbers are needed")
    d = [a - b for a, b in zip(first, second, strict=True)]
    mean = sum(d) / len(d)
    variance = sum((each - mean) ** 2 for each in d) / (len(d) - 1)
    half = stats.t.ppf(1 - (1 - level) / 2, len(d) - 1) * (variance / len(d)) ** 0.5
    return [mean, mean - half, mean + half]


# %% axis
def ends_of_axis(E, words, good, bad, count):
    axis = sum(E[words.index(w)] for w in good) / len(good) - sum(E[words.index(w)] for w in bad) / len(bad)
    rest = [w for w in words[2:] if w not in good and w not in bad]
    rest.sort(key=lambda w: float(E[words.index(w)] @ axis))
    return rest[:count], list(reversed(rest))[:count]
