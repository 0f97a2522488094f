# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Exercise 9: movie reviews
#
# You will build what an honest comparison of two text classifiers needs: a split without leaks, a baseline that counts words,
# early stopping, an interval for a difference. You will also turn an embedding of any dimension into one number a word, and
# find the words at both ends of an axis. Allow 45 minutes. Chapter 9 of the book, *Movie reviews*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. a split without leaks | 4 |
# | 2. a baseline that counts | 4 |
# | 3. one number a word | 4 |
# | 4. stop in time | 4 |
# | 5. the interval of a difference | 3 |
# | 6. the good-bad axis | 4 |
# | 7. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import numpy as np
import torch
from scipy import stats

from embedding_course.text import tokenize

# %% [markdown] nbgrader={"grade_id": "split-text", "locked": true}
# ## 1. A split without leaks (4 points)
#
# Write `split_rows(texts, validation, test, seed)`: it deals the row numbers 0, 1, 2 … of `texts` out to three parts.
#
# - Two texts are **duplicates** if `tokenize` makes the same list of words of both. Of duplicates only the first row stays; the others are
#   in no part. (All texts without a single word are duplicates of each other.)
# - Of the $n$ rows that stay, `round(test * n)` go to the test part, `round(validation * n)` to the validation part, and the rest to training. (Together the two are never more than $n$.)
# - Chance decides which, so that each row can come to lie in each part. The same `seed` gives the same parts, another seed other ones.
#
# Return three sequences of row numbers, training, validation, test, each in any order.
#
# ```python
# texts = ["Good work!", "A bad film", "good work", "Fine", "...", "Poor", "?"]
# split_rows(texts, 0.2, 0.4, seed=1)
# # rows 2 and 6 are duplicates; of the five others two are for test and one for validation: e.g. ([3, 0], [4], [1, 5])
# ```


# %% nbgrader={"grade_id": "split", "solution": true}
def split_rows(texts, validation, test, seed):
    """Deal the rows out to training, validation and test, without duplicates.

    texts: list of strings
    validation, test: shares, numbers from 0 to 1, together at most 1
    seed: whole number that decides the split
    returns: three sequences of row numbers: training, validation, test
    """
    ### BEGIN SOLUTION
    first = {}
    for row, text in enumerate(texts):
        first.setdefault(tuple(tokenize(text)), row)
    rows = np.random.default_rng(seed).permutation(list(first.values()))
    end_test = round(test * len(rows))
    end_validation = end_test + round(validation * len(rows))
    return rows[end_validation:], rows[end_test:end_validation], rows[:end_test]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-split", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
seven = ["Good work!", "A bad film", "good work", "Fine", "...", "Poor", "?"]
parts = split_rows(seven, 0.2, 0.4, seed=1)
assert len(parts) == 3, "There are three parts: training, validation, test."
assert [len(part) for part in parts] == [2, 1, 2], "Of five rows one is for validation, two for test, two for training."
assert sorted(int(row) for part in parts for row in part) == [0, 1, 3, 4, 5], (
    "Rows 2 and 6 are duplicates; each other row must be in just one part."
)

# %% nbgrader={"grade_id": "test-split-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: sizes, duplicates in many forms, chance, seeds.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
names = [f"w{number}" for number in rng.permutation(1000)[:12]]
drawn = []
for number in range(40):
    words = [names[i] for i in rng.integers(0, 12, size=3)] + [f"n{number}"]
    drawn.append(" ".join(words))
wanted = []
mixed = []
for place in rng.permutation(np.repeat(np.arange(40), 2)):
    wanted.append(int(place))
    mixed.append(rng.choice([drawn[place], drawn[place].upper() + "!", f"-- {drawn[place]} ...", drawn[place].title()]))
mixed = [str(text) for text in mixed]
kept = sorted(wanted.index(place) for place in range(40))
for share_validation, share_test in (
    (0.1, 0.2),
    (0.23, 0.41),
    (0.0, 0.3),
    (0.26, 0.0),
    (0.4, 0.6),
    (0.37, 0.18),
    (0.17, 0.29),
):
    parts = [[int(row) for row in part] for part in split_rows(list(mixed), share_validation, share_test, 3)]
    sizes = [len(part) for part in parts]
    assert sizes[2] == round(share_test * 40), "The test part must have its share of the rows without duplicates."
    assert sizes[1] == round(share_validation * 40), "The validation part must have its share of the rows."
    assert sorted(row for part in parts for row in part) == kept, (
        "Each text must be in just one part, with the row in which it comes first."
    )
    again = [[int(row) for row in part] for part in split_rows(list(mixed), share_validation, share_test, 3)]
    assert [sorted(part) for part in again] == [sorted(part) for part in parts], "The same seed gives the same parts."
seen = [set(), set(), set()]
different = set()
for seed in range(100, 220):
    parts = [[int(row) for row in part] for part in split_rows(list(mixed), 0.25, 0.35, seed)]
    different.add(tuple(sorted(parts[0])))
    for place, part in enumerate(parts):
        seen[place].update(part)
assert len(different) > 100, "Another seed must give other parts."
assert all(sorted(part) == kept for part in seen), "Each row must be able to come to lie in each part."
assert [len(part) for part in split_rows([], 0.1, 0.2, 0)] == [0, 0, 0], "Without texts all parts are empty."
reordered = [
    names[0] + " " + names[1],
    names[1] + " " + names[0],
    names[0] + names[1],
    names[0] + " " + names[0],
    names[0],
]
parts = split_rows(reordered, 0.2, 0.2, 5)
assert sum(len(part) for part in parts) == 5, "Other words, or the same in another order or number, are no duplicates."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "bayes-text", "locked": true}
# ## 2. A baseline that counts (4 points)
#
# *Naive Bayes* needs no training loop: it counts. Let $c_v^+$ be how often word $v$ occurs in all **positive** sentences together, repetitions counted, and
# $c_v^-$ the same for negative sentences. Words are the indices from 2 to $V - 1$; padding and the unknown word are left out everywhere. With 1 added to each count,
#
# $$
# p_v = \frac{c_v^+ + 1}{\sum_{u=2}^{V-1} (c_u^+ + 1)}, \qquad q_v = \frac{c_v^- + 1}{\sum_{u=2}^{V-1} (c_u^- + 1)}, \qquad
# s_v = \ln p_v - \ln q_v .
# $$
#
# Write `naive_bayes(ids, labels, vocabulary_size)`: it returns the scores $s$, an array of shape `(V,)` with $s_0 = s_1 = 0$, and the bias
# $\ln(n^+ / n^-)$, where $n^+$ and $n^-$ are the numbers of positive and negative sentences. (A text is called positive if the bias and the scores of all its words
# add up to more than 0.)
#
# ```python
# ids, labels = np.array([[2, 3, 2], [2, 0, 0], [4, 1, 0]]), np.array([1, 1, 0])
# scores, bias = naive_bayes(ids, labels, 5)
# # words 2, 3, 4 come 3, 1, 0 times in positive and 0, 0, 1 times in negative sentences, so
# # p = [4/7, 2/7, 1/7], q = [1/4, 1/4, 2/4], and scores = [0, 0, 0.827, 0.134, -1.253], bias = 0.693
# ```


# %% nbgrader={"grade_id": "bayes", "solution": true}
def naive_bayes(ids, labels, vocabulary_size):
    """Return the score of each word and the bias of a naive Bayes classifier.

    ids: array of shape (N, T), whole numbers from 0 to V - 1, 0 for padding, 1 for the unknown word
    labels: array of shape (N,), zeros and ones, both of them present
    vocabulary_size: V, at least 3
    returns: scores, an array of shape (V,), and bias, a number
    """
    ### BEGIN SOLUTION
    log_shares = []
    for label in (1, 0):
        counts = np.bincount(ids[labels == label].ravel(), minlength=vocabulary_size) + 1
        log_shares.append(np.log(counts[2:] / counts[2:].sum()))
    scores = np.concatenate([[0, 0], log_shares[0] - log_shares[1]])
    return scores, np.log(np.mean(labels == 1) / np.mean(labels == 0))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-bayes", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
three = np.array([[2, 3, 2], [2, 0, 0], [4, 1, 0]])
found, constant = naive_bayes(three, np.array([1, 1, 0]), 5)
assert np.shape(found) == (5,), f"There is one score for each of V = 5 indices: shape (5,), not {np.shape(found)}."
assert np.shape(constant) in ((), (1,)), f"The bias is a single number; its shape is {np.shape(constant)}."
assert np.allclose(found, np.log([1, 1, 16 / 7, 8 / 7, 2 / 7])), "These are not the scores of the worked example."
assert np.allclose(constant, np.log(2)), "Two sentences are positive and one is negative: the bias is ln 2."

# %% nbgrader={"grade_id": "test-bayes-hidden", "grade": true, "locked": true, "points": 3}
# Task 2, hidden tests: drawn counts, words that never come, sentences without words.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for number, length in ((6, 5), (9, 3), (17, 8)):
    size = int(rng.integers(9, 14))
    drawn = rng.integers(0, size - 2, size=(number, length))
    drawn[:, 1] = rng.choice([0, 1, 2, 2, 3], size=number)
    drawn[0] = 0
    truth = rng.permutation(np.arange(number) < rng.integers(1, number // 2)).astype(int)
    counts = {1: [1] * size, 0: [1] * size}
    for sentence, label in zip(drawn.tolist(), truth.tolist(), strict=True):
        for index in sentence:
            counts[label][index] += 1
    total = {label: sum(each[2:]) for label, each in counts.items()}
    expected = [counts[1][v] / total[1] / (counts[0][v] / total[0]) for v in range(2, size)]
    positive = int(truth.sum())
    found, constant = naive_bayes(drawn.copy(), truth.copy(), size)
    assert np.shape(found) == (size,), "There is one score for each index of the vocabulary, used or not."
    assert np.allclose(np.asarray(found)[:2], 0), "Padding and the unknown word must have score 0."
    assert np.allclose(np.asarray(found)[2:], np.log(expected), atol=1e-5), (
        "The scores must follow from the counts by the formula, repetitions counted."
    )
    assert np.shape(constant) in ((), (1,)), "Beside the scores, one number must come back."
    assert np.allclose(constant, np.log(positive / (number - positive)), atol=1e-5), (
        "The bias must follow from the numbers of positive and negative sentences."
    )
opposite, negated = naive_bayes(drawn.copy(), 1 - truth, size)
assert np.shape(opposite) == (size,), "With all labels exchanged, each index must still have its score."
assert np.shape(negated) in ((), (1,)), "With all labels exchanged, the bias must still be one number."
assert np.allclose(opposite, -np.asarray(found), atol=1e-5), "With all labels exchanged each score changes its sign."
assert np.allclose(negated, -np.asarray(constant), atol=1e-5), "With all labels exchanged the bias changes its sign."
empty, _ = naive_bayes(np.zeros((3, 0), dtype=int), np.array([0, 1, 1]), 6)
assert np.shape(empty) == (6,), "Where no word has been counted, each index must still have its score."
assert np.allclose(empty, np.zeros(6)), "Where no word has been counted, all scores are 0."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "collapse-text", "locked": true}
# ## 3. One number a word (4 points)
#
# The averaged model computes $z = \bar e \cdot w + b$, where $\bar e$ is the mean of the vectors of the words of a sentence. Write two functions.
#
# `logits(ids, E, w, b)` returns $z$ for each sentence, an array of shape `(B,)`. Index 0 is padding **wherever it stands**, and is left out; all other indices are
# words, the unknown word too. Row 0 of `E` can hold anything, even `nan`, and must not matter. A sentence without words has $z = b$.
#
# `one_dimension(E, w, b)` returns a model with $D = 1$ that gives every sentence the same $z$: an embedding matrix of shape `(V, 1)`, a `w` of shape `(1,)` and a `b`.
#
# ```python
# E, w = np.array([[9.0, 9.0], [0.0, 0.0], [1.0, 2.0], [3.0, 0.0]]), np.array([2.0, -1.0])
# logits(np.array([[2, 3, 0], [3, 0, 0], [0, 0, 0]]), E, w, 0.5)                     # array([3.5, 6.5, 0.5])
# logits(np.array([[2, 3, 0], [3, 0, 0], [0, 0, 0]]), *one_dimension(E, w, 0.5))    # the same
# ```


# %% nbgrader={"grade_id": "collapse", "solution": true}
def logits(ids, E, w, b):
    """Return the mean of the word vectors times w plus b, for each sentence.

    ids: array of shape (B, T), whole numbers from 0 to V - 1, 0 for padding
    E: embedding matrix, array of shape (V, D); row 0 does not matter
    w: weights, array of shape (D,)
    b: bias, a number
    returns: array of shape (B,)
    """
    ### BEGIN SOLUTION
    mask = ids != 0  # (B, T)
    scores = np.where(mask, E[ids] @ w, 0)  # (B, T)
    return scores.sum(axis=1) / np.maximum(mask.sum(axis=1), 1) + b
    ### END SOLUTION


def one_dimension(E, w, b):
    """Return a model with D = 1 that has the same logits.

    E: embedding matrix, array of shape (V, D)
    w: weights, array of shape (D,)
    b: bias, a number
    returns: E of shape (V, 1), w of shape (1,) and b
    """
    ### BEGIN SOLUTION
    return (E @ w)[:, np.newaxis], np.ones(1), b
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-collapse", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
table, weights = np.array([[9.0, 9.0], [0.0, 0.0], [1.0, 2.0], [3.0, 0.0]]), np.array([2.0, -1.0])
three = np.array([[2, 3, 0], [3, 0, 0], [0, 0, 0]])
z = logits(three, table, weights, 0.5)
assert np.shape(z) == (3,), f"There is one number for each of three sentences: shape (3,), not {np.shape(z)}."
assert np.allclose(z, [3.5, 6.5, 0.5]), "These are not the logits of the worked example."
small_table, small_weights, small_bias = one_dimension(table, weights, 0.5)
assert np.shape(small_table) == (4, 1), f"V = 4 words and D = 1 make shape (4, 1), not {np.shape(small_table)}."
assert np.shape(small_weights) == (1,), f"With D = 1 there is one weight: shape (1,), not {np.shape(small_weights)}."
assert np.shape(small_bias) in ((), (1,)), f"There is one bias, a number; its shape is {np.shape(small_bias)}."

# %% nbgrader={"grade_id": "test-collapse-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: padding anywhere, a row of nan, sentences without words, other models.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for width in (1, 3, 7):
    size, length = (int(n) for n in rng.integers(5, 11, size=2))
    drawn = rng.integers(1, size, size=(8, length))
    drawn[rng.random(drawn.shape) < 0.4] = 0
    drawn[3] = 0
    drawn[4, :3] = [1, 0, size - 1]
    drawn[5], drawn[6] = 0, 0
    drawn[5, 2], drawn[6, 4] = size - 2, 1
    table, weights, shift = rng.normal(size=(size, width)), rng.normal(size=width), float(rng.normal())
    bag = torch.nn.functional.embedding_bag(
        torch.tensor(drawn), torch.tensor(table), mode="mean", padding_idx=0
    )  # (B, D), and zeros for a sentence without words
    expected = bag.numpy() @ weights + shift
    z = logits(drawn.copy(), table.copy(), weights.copy(), shift)
    assert np.shape(z) == (8,), "There is one number for each sentence."
    assert np.allclose(z, expected, atol=1e-5), "Each logit must be the mean over the words, times w, plus b."
    z = logits(drawn[4:5].copy(), table.copy(), weights.copy(), shift)
    assert np.shape(z) == (1,), "A batch of one sentence has one logit: shape (1,)."
    assert np.allclose(z, expected[4:5], atol=1e-5), "A sentence alone must have the logit that it has in a batch."
    broken = table.copy()
    broken[0] = np.nan
    z = logits(drawn.copy(), broken, weights.copy(), shift)
    assert np.shape(z) == (8,), "Whatever row 0 holds, each sentence must have its number."
    assert np.allclose(z, expected, atol=1e-5), "Whatever row 0 holds must not matter."
    wider = np.concatenate([np.zeros((8, 2), dtype=int), drawn, np.zeros((8, 3), dtype=int)], axis=1)
    z = logits(wider, table.copy(), weights.copy(), shift)
    assert np.shape(z) == (8,), "With more padding, too, each sentence must have its number."
    assert np.allclose(z, expected, atol=1e-5), "More padding, before or behind, must change nothing."
    assert np.shape(logits(np.zeros((0, 4), dtype=int), table.copy(), weights.copy(), shift)) == (0,), (
        "An empty batch has no logits: shape (0,)."
    )
    small_table, small_weights, small_bias = one_dimension(table.copy(), weights.copy(), shift)
    assert np.shape(small_table) == (size, 1), "The small embedding matrix has shape (V, 1)."
    assert np.shape(small_weights) == (1,), "With D = 1 there is one weight."
    numbers, factor, added = np.asarray(small_table)[:, 0], float(np.asarray(small_weights)[0]), float(small_bias)
    small = []
    for sentence in drawn.tolist():
        present = [float(numbers[index]) * factor for index in sentence if index]
        small.append(sum(present) / max(len(present), 1) + added)
    assert np.allclose(small, expected, atol=1e-5), "The model with D = 1 must give every sentence the same logit."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "stop-text", "locked": true}
# ## 4. Stop in time (4 points)
#
# Write `train_until(step, loss, parameters, patience, max_epochs)`, a training loop with early stopping. You are given two functions:
# `step(parameters)` trains for one epoch and returns the new parameters, `loss(parameters)` returns the validation loss, a finite number.
#
# - In each epoch call `step` once, then measure the loss of the new parameters. The parameters that you were given, before the first epoch, don't take part in the contest.
# - Stop when the loss has not fallen **below** the lowest one so far for `patience` epochs in a row, and at the latest after `max_epochs`.
# - Return the parameters with the lowest loss, from the earliest such epoch if there are several, and the number of epochs that you have run.
#
# ```python
# losses = [0.9, 0.6, 0.5, 0.55, 0.5, 0.4]            # after epoch 1, 2, 3, ...
# def step(parameters): return parameters + 1          # the "parameters" here are just the number of the epoch
# def loss(parameters): return losses[int(parameters[0]) - 1]
#
# train_until(step, loss, np.array([0]), patience=2, max_epochs=6)   # array([3]), 5: epochs 4 and 5 were not below 0.5
# train_until(step, loss, np.array([0]), patience=3, max_epochs=6)   # array([6]), 6
# ```


# %% nbgrader={"grade_id": "stop", "solution": true}
def train_until(step, loss, parameters, patience, max_epochs):
    """Train until the validation loss has stopped falling.

    step: function that takes parameters and returns those after one more epoch
    loss: function that takes parameters and returns their validation loss, a finite number
    parameters: where to start, an array
    patience: how many epochs in a row without a new lowest loss are the end, at least 1
    max_epochs: how many epochs at most, at least 1
    returns: the best parameters, and the number of epochs run
    """
    ### BEGIN SOLUTION
    lowest, waited, epochs = np.inf, 0, 0
    while epochs < max_epochs and waited < patience:
        parameters = step(parameters)
        epochs += 1
        waited += 1
        reached = loss(parameters)
        if reached < lowest:
            lowest, best, waited = reached, parameters, 0
    return best, epochs
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-stop", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
measured = [0.9, 0.6, 0.5, 0.55, 0.5, 0.4]
for waits, place, count in ((2, 3, 5), (3, 6, 6)):
    best, epochs_run = train_until(
        lambda p: np.asarray(p) + 1, lambda p: measured[int(np.asarray(p)[0]) - 1], np.array([0]), waits, 6
    )
    assert np.shape(best) == (1,), "The parameters must come back as they were, of shape (1,)."
    assert int(np.asarray(best)[0]) == place, "These are not the parameters of the lowest loss so far."
    assert int(epochs_run) == count, "This is not the number of epochs of the worked example."

# %% nbgrader={"grade_id": "test-stop-hidden", "grade": true, "locked": true, "points": 3}
# Task 4, hidden tests: other curves, other patience, the limit, ties, a lowest loss at the start or at the end.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()


def by_hand(curve, waits, limit):
    """Return the epoch of the lowest loss and the number of epochs run."""
    place = 0
    for epoch in range(min(limit, len(curve))):
        if curve[epoch] < curve[place]:
            place = epoch
        if epoch - place == waits:
            return place + 1, epoch + 1
    return place + 1, min(limit, len(curve))


falling = [1 / (n + 1) for n in range(12)]
rising = falling[::-1]
flat = [0.7] * 12
waves = [5.0, 4.0, 4.5, 3.0, 3.5, 3.2, 2.0, 2.5, 2.4, 2.3, 1.0, 0.5]
cases = [(falling, 3), (rising, 3), (flat, 4), (waves, 1), (waves, 2), (waves, 3), (waves, 4), (waves, 20)]
cases += [(rng.integers(100, 1000, size=12).astype(float).tolist(), int(n)) for n in rng.integers(1, 5, size=12)]
cases += [(rng.integers(1, 5, size=12).astype(float).tolist(), int(n)) for n in rng.integers(1, 5, size=12)]
zero = [2.0, 0.0, 1.0, 0.5, 0.25, 3.0] * 2
huge = [9e12, 8e12, 8.5e12, 9e12, 7e12, 6e12] * 2
below = [-1.0, -2.0, -1.5, -1.6, -3.0, -2.0] * 2
cases += [(curve, waits) for curve in (zero, huge, below) for waits in (2, 9)]
for curve, waits in cases:
    for limit in (1, 2, 7, 12):
        asked = []
        base = int(rng.integers(0, 50))

        def step_on(p, asked=asked):
            """Add one to both parameters, and write down what was given."""
            asked.append(int(np.asarray(p)[0]))
            return np.asarray(p) + 1

        def look_up(p, curve=curve, base=base):
            """Return the loss of the epoch, and one that wins for the start."""
            epoch = int(np.asarray(p)[0]) - base
            return curve[epoch - 1] if epoch > 0 else -1000.0

        place, count = by_hand(curve, waits, limit)
        best, epochs_run = train_until(step_on, look_up, np.array([base, base + 7]), waits, limit)
        assert asked == list(range(base, base + count)), (
            "step must be called once an epoch, with the newest parameters, until it is time to stop."
        )
        assert int(epochs_run) == count, "The number of epochs run must be the number of calls of step."
        assert np.shape(best) == (2,), (
            "The parameters must come back in their own shape, however many epochs there were."
        )
        assert np.allclose(best, [base + place, base + place + 7]), (
            "The parameters must be those after the epoch with the lowest loss, the earliest if there are several."
        )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "interval-text", "locked": true}
# ## 5. The interval of a difference (3 points)
#
# Two models were measured on the same $K$ divisions of the data. Write `difference_interval(first, second, level)`: it takes the differences
# $d_k = \text{first}_k - \text{second}_k$ and returns their mean and the two ends of the interval by Student's t,
#
# $$
# \bar d \pm t \cdot \frac{s}{\sqrt K}, \qquad s^2 = \frac 1 {K - 1} \sum_k (d_k - \bar d)^2,
# $$
#
# where $t$ is the number below which Student's distribution with $K - 1$ degrees of freedom has the probability $(1 + \text{level}) / 2$: `stats.t.ppf` computes it.
# Raise a `ValueError` if `first` and `second` have different lengths, or fewer than two numbers.
#
# ```python
# difference_interval([0.80, 0.78, 0.79], [0.79, 0.76, 0.76], level=0.95)   # 0.02, -0.0048, 0.0448
# ```


# %% nbgrader={"grade_id": "interval", "solution": true}
def difference_interval(first, second, level=0.95):
    """Return mean, lower and upper end of the interval of the paired difference.

    first, second: K numbers each, lists or arrays, K at least 2
    level: number between 0 and 1, such as 0.95
    returns: three numbers: mean, lower end, upper end
    raises: ValueError for different lengths, or fewer than two numbers
    """
    ### BEGIN SOLUTION
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("there must be two numbers or more, and as many of the first as of the second")
    differences = np.asarray(first) - np.asarray(second)
    half = stats.t.ppf((1 + level) / 2, len(first) - 1) * stats.sem(differences)
    return differences.mean(), differences.mean() - half, differences.mean() + half
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-interval", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
found = difference_interval([0.80, 0.78, 0.79], [0.79, 0.76, 0.76], level=0.95)
assert len(found) == 3, "Three numbers come back: the mean and the two ends."
assert np.allclose([float(each) for each in found], [0.02, -0.0048414, 0.0448414], atol=1e-5), (
    "This is not the interval of the worked example."
)
try:
    difference_interval([0.8], [0.7], level=0.95)
except ValueError:
    pass
else:
    raise AssertionError("One number says nothing about the spread: this must raise ValueError.")

# %% nbgrader={"grade_id": "test-interval-hidden", "grade": true, "locked": true, "points": 2}
# Task 5, hidden tests: other numbers, other levels, lists and arrays, wrong lengths.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for number in (2, 5, 11):
    for certainty in (0.5, 0.9, 0.95, 0.99):
        hard = rng.normal(0, 5, size=number)
        one, other = hard + rng.normal(0.3, 1, size=number), hard + rng.normal(0, 1, size=number)
        apart = one - other
        spread = float(np.sqrt(((apart - apart.mean()) ** 2).sum() / (number - 1) / number))
        low, high = stats.t.interval(certainty, number - 1, loc=float(apart.mean()), scale=spread)
        for given in ((one.copy(), other.copy()), (one.tolist(), other.tolist())):
            found = [float(each) for each in difference_interval(*given, level=certainty)]
            assert np.isclose(found[0], apart.mean(), atol=1e-5), "The first number must be the mean difference."
            assert np.allclose(found[1:], [low, high], atol=1e-4), "The ends must be those of Student's interval."
usual = difference_interval(one.copy(), other.copy())
low, high = stats.t.interval(0.95, number - 1, loc=float(apart.mean()), scale=spread)
assert np.allclose([float(each) for each in usual[1:]], [low, high], atol=1e-4), "Without a level it is 0.95."
for one, other in (
    ([0.5, 0.6, 0.7], [0.5, 0.6]),
    ([0.5], [0.5, 0.6, 0.7]),
    ([0.5, 0.6, 0.7], [0.5]),
    ([], []),
    ([1], [2]),
):
    try:
        difference_interval(one, other, level=0.9)
    except ValueError:
        continue
    raise AssertionError("Different lengths, or fewer than two numbers, must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "axis-text", "locked": true}
# ## 6. The good-bad axis (4 points)
#
# Take a few words known to be good and a few known to be bad. The **axis** is the mean vector of the good ones minus the mean vector of the bad ones. The position
# of a word on it is the dot product of its vector with the axis.
#
# Write `ends_of_axis(E, words, good, bad, count)`: it returns two lists of `count` words each: those at the **bad** end, the lowest position first, and those at the **good** end, the
# highest position first. The first two rows, padding and the unknown word, are left out, and so are the words in `good` and `bad` themselves. `count` can be 0.
#
# ```python
# words = ["<pad>", "<unk>", "great", "poor", "moving", "film", "dull"]
# E = np.array([[0, 9.0], [0, -9.0], [1, 1.0], [1, -1.0], [0, 0.5], [5, 0.1], [0, -2.0]])
# ends_of_axis(E, words, good=["great"], bad=["poor"], count=2)
# # the axis is [0, 2]: (["dull", "film"], ["moving", "film"])
# ```


# %% nbgrader={"grade_id": "axis", "solution": true}
def ends_of_axis(E, words, good, bad, count):
    """Return the words at the bad end and at the good end of the axis.

    E: embedding matrix, array of shape (V, D)
    words: list of V words, the first two for padding and for the unknown word
    good, bad: lists of words, each with one word or more
    count: how many words for each end, from 0 to the number of words that are not left out
    returns: two lists of words: lowest first, highest first
    """
    ### BEGIN SOLUTION
    axis = E[[words.index(word) for word in good]].mean(axis=0) - E[[words.index(word) for word in bad]].mean(axis=0)
    order = [words[i] for i in np.argsort(E @ axis) if i > 1 and words[i] not in {*good, *bad}]
    return order[:count], order[::-1][:count]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-axis", "grade": true, "locked": true, "points": 1}
# Task 6, the worked example.
names = ["<pad>", "<unk>", "great", "poor", "moving", "film", "dull"]
table = np.array([[0, 9.0], [0, -9.0], [1, 1.0], [1, -1.0], [0, 0.5], [5, 0.1], [0, -2.0]])
lower, upper = ends_of_axis(table, list(names), ["great"], ["poor"], 2)
assert len(lower) == 2, "There are two words for the bad end."
assert len(upper) == 2, "There are two words for the good end."
assert list(lower) == ["dull", "film"], "At the bad end stands dull, then film."
assert list(upper) == ["moving", "film"], "At the good end stands moving, then film."

# %% nbgrader={"grade_id": "test-axis-hidden", "grade": true, "locked": true, "points": 3}
# Task 6, hidden tests: several words on each side, unequal numbers of them, all words and none.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for number_good, number_bad in ((1, 1), (3, 1), (2, 5), (4, 4)):
    size, width = 22, int(rng.integers(2, 6))
    names = ["[PAD]", "[UNK]"] + [f"word{number}" for number in rng.permutation(90)[: size - 2]]
    table = rng.normal(size=(size, width)) * rng.uniform(0.2, 4, size=(size, 1)) + 1.5
    chosen = rng.permutation(np.arange(2, size))
    plus, minus = chosen[:number_good], chosen[number_good : number_good + number_bad]
    direction = table[plus].sum(axis=0) / number_good - table[minus].sum(axis=0) / number_bad
    table[:2] = np.array([[50.0], [-50.0]]) * direction
    rest = sorted(chosen[number_good + number_bad :].tolist(), key=lambda row: float(table[row] @ direction))
    ranked = [names[row] for row in rest]
    for count in (0, 1, 4, len(ranked)):
        lower, upper = ends_of_axis(
            table.copy(), list(names), [names[row] for row in plus], [names[row] for row in minus], count
        )
        assert len(lower) == count, "The bad end must have as many words as were asked for."
        assert len(upper) == count, "The good end must have as many words as were asked for."
        assert [str(word) for word in lower] == ranked[:count], "The bad end must begin with the lowest position."
        assert [str(word) for word in upper] == ranked[::-1][:count], (
            "The good end must begin with the highest position."
        )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 7. In your own words (3 points)
#
# Does it help to count pairs of neighbours as words of their own? Put your functions together, in a cell of your own; it takes a few seconds:
#
# ```python
# from embedding_course import datasets
# from embedding_course.text import Vocabulary, pad
#
# reviews = datasets.movie_reviews(labelled=True)
# y = reviews["positive"].to_numpy()
# tokens = [tokenize(text) for text in reviews["text"]]
# pairs = [t + [f"{a} {b}" for a, b in zip(t, t[1:])] for t in tokens]
#
# def accuracy(documents, train, held_out):
#     vocabulary = Vocabulary.build([documents[row] for row in train], min_count=2)
#     ids = pad([[i for i in vocabulary.encode(document) if i > 1] for document in documents])
#     scores, bias = naive_bayes(ids[train], y[train], len(vocabulary))
#     return np.mean((scores[ids[held_out]].sum(axis=1) + bias > 0) == y[held_out])
#
# results = []
# for seed in range(5):
#     train, validation, test = split_rows(reviews["text"].tolist(), 0.1, 0.2, seed)
#     results.append([accuracy(documents, train, validation) for documents in (pairs, tokens)])
# with_pairs, words_only = np.transpose(results)
# print(with_pairs, words_only, difference_interval(with_pairs, words_only))
# ```
#
# Then write, in four to six sentences, to a colleague: what do the interval and the five divisions say about pairs, and what would it mean if the interval had 0 in it?
# Why are the differences taken within each division, instead of an interval for each model? And what must you not do with the test rows while you still choose?
#
# A person reads this. One point each: what the interval says (with the numbers found, and that an interval around 0 leaves it open which is better); why differences (all models find the same
# division easy or hard, and this cancels); the test rows (they take no part in choosing and are used once, or else the score of the chosen model is too high).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Over five divisions, pairs bring one point of accuracy on average, and the 95 % interval reaches from −0.3 to 2.4 points. It has 0 in it, so
# five divisions leave open whether pairs help; it does not show that they are useless, and a gain of two points is as possible as none.
# Some divisions are easier than others, and both models find the same ones easy, so their accuracies go up and down together. In the difference
# this cancels, while an interval for each model would be wide for a reason that has nothing to do with pairs. The test rows must
# take no part while I choose between words and pairs: I would take the choice that is lucky on them, and its score would be too high. I use them
# once, for the model chosen on validation.
# ### END SOLUTION
