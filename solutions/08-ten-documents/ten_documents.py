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
# # Exercise 8: ten documents
#
# You will train a classifier on ten comments, prove that it could have been trained on any labels whatever, and build the
# two tools that tell learning from memorising: leave-one-out and a permutation test. Allow 45 minutes. Chapter 8 of the
# book, *Ten documents*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. the document matrix | 4 |
# | 2. training | 5 |
# | 3. any labels you like | 4 |
# | 4. leave one out | 4 |
# | 5. an exact p-value | 4 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import itertools

import numpy as np
import torch

from embedding_course import datasets
from embedding_course.text import Vocabulary, pad, tokenize

comments, labels = datasets.ten_comments()  # labels: 1 for praise, 0 for blame
documents = [tokenize(comment) for comment in comments]
vocabulary = Vocabulary.build(documents)
ids = pad([vocabulary.encode(document) for document in documents])  # (10, 4), filled up with index 0

# %% [markdown] nbgrader={"grade_id": "matrix-text", "locked": true}
# ## 1. The document matrix (4 points)
#
# Write `document_matrix(ids, vocabulary_size)`. Row `i` of the result belongs to document `i`, column `v` to index `v`, and
# the number there is the **share** of index `v` among the known words of the document.
#
# - Index 0 is padding, wherever it stands, and index 1 is the unknown word. Here **both** are left out: they count
#   neither in the shares nor in the number of words, and their columns are 0. (The chapter leaves out padding only.)
# - A word that comes twice counts twice.
# - A document without any known word has a row of zeros. No documents at all (`N` is 0) make an array of shape `(0, V)`.
#
# ```python
# document_matrix(np.array([[2, 4, 0, 0], [3, 3, 1, 4]]), 5)
# # array([[0.  , 0.  , 0.5 , 0.  , 0.5 ],
# #        [0.  , 0.  , 0.  , 0.67, 0.33]])
# ```


# %% nbgrader={"grade_id": "matrix", "solution": true}
def document_matrix(ids, vocabulary_size):
    """Return the share of each word among the known words of its document.

    ids: array of shape (N, T), whole numbers from 0 to V - 1, 0 for padding, 1 for the unknown word
    vocabulary_size: V, at least 2
    returns: array of shape (N, V)
    """
    ### BEGIN SOLUTION
    counts = np.eye(vocabulary_size)[ids].sum(axis=1)  # (N, V)
    counts[:, :2] = 0
    lengths = counts.sum(axis=1, keepdims=True)  # (N, 1)
    return counts / np.maximum(lengths, 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-matrix", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example and the ten comments.
example = document_matrix(np.array([[2, 4, 0, 0], [3, 3, 1, 4]]), 5)
assert np.shape(example) == (2, 5), f"Two documents and V = 5 make shape (2, 5), not {np.shape(example)}."
assert np.allclose(example, [[0, 0, 0.5, 0, 0.5], [0, 0, 0, 2 / 3, 1 / 3]]), (
    "These are not the shares of the worked example."
)
assert np.shape(document_matrix(ids, len(vocabulary))) == (10, 16), "Ten comments and V = 16 make shape (10, 16)."

# %% nbgrader={"grade_id": "test-matrix-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: values, padding anywhere, repeated words, documents of one word and of none.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, length = (int(n) for n in rng.integers(6, 12, size=2))
drawn = rng.integers(1, size - 1, size=(7, length))
drawn[rng.random(drawn.shape) < 0.3] = 0
drawn[:, 2] = drawn[:, 4] = 3
drawn[1, 0] = 1
drawn[2] = 0
drawn[5] = 1
drawn[6] = 0
drawn[6, 1] = 2
expected = np.zeros((7, size))
for row, document in zip(expected, drawn.tolist(), strict=True):
    present = [index for index in document if index > 1]
    for index in present:
        row[index] += 1 / len(present)
found = np.asarray(document_matrix(drawn.copy(), size))
assert found.shape == (7, size), "There is one column for each index of the vocabulary, used or not."
assert np.allclose(found[:, :2], 0), "The columns of padding and of the unknown word must be 0."
assert np.allclose(found[2], 0), "A document of padding alone must have a row of zeros."
assert np.allclose(found[5], 0), "A document of unknown words alone must have a row of zeros."
assert np.allclose(found, expected), "Each number must be the share of the word among the known words of its document."
wider = np.concatenate([np.zeros((7, 3), dtype=int), drawn, np.zeros((7, 2), dtype=int)], axis=1)
found = document_matrix(wider, size)
assert np.shape(found) == (7, size), "The number of columns does not depend on the padding."
assert np.allclose(found, expected), "More padding, before or behind, must change nothing."
assert np.shape(document_matrix(np.zeros((0, 4), dtype=int), size)) == (0, size), "No documents make no rows."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "train-text", "locked": true}
# ## 2. Training (5 points)
#
# The model says *praise* with probability $p_i = \sigma(z_i)$ with $z = M E w + b$ and $\sigma(z) = 1 / (1 + e^{-z})$. The loss is the
# mean of the cross-entropies of the $N$ documents. With $e_i = (p_i - y_i) / N$ its gradients are
#
# $$
# \frac{\partial L}{\partial E} = M^\top e\, w^\top, \qquad \frac{\partial L}{\partial w} = (M E)^\top e, \qquad
# \frac{\partial L}{\partial b} = \sum_i e_i .
# $$
#
# Write `train(M, labels, E, w, b, steps, rate)`: it takes `steps` steps of plain gradient descent, each with all documents, and
# returns the new `E`, `w` and `b`; the arrays that you are given stay as they are. In a step all three gradients belong to the
# **old** values, and each parameter moves by `-rate` times its gradient. Use NumPy and the formulas, or PyTorch and its `backward`, as you like; what PyTorch has computed
# is returned without its history, by `.detach()`.
#
# ```python
# M, labels = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), np.array([1, 0])
# E, w = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0])
# train(M, labels, E, w, 0.0, steps=1, rate=2.0)
# # E as before, because w was 0;  w: array([ 0.5, -0.5]);  b: 0.0
# ```


# %% nbgrader={"grade_id": "train", "solution": true}
def train(M, labels, E, w, b, steps, rate):
    """Take steps of gradient descent and return the parameters after the last one.

    M: document matrix, array of shape (N, V)
    labels: array of shape (N,), zeros and ones
    E: embedding matrix, array of shape (V, D)
    w: weights, array of shape (D,)
    b: bias, a number
    steps: how many steps, 0 or more
    rate: how far to go along the gradient
    returns: new E (V, D), w (D,) and b
    """
    ### BEGIN SOLUTION
    for _ in range(steps):
        z = M @ E @ w + b  # (N,)
        error = (1 / (1 + np.exp(-z)) - labels) / len(M)
        gradient_E = M.T @ np.outer(error, w)  # (V, D)
        gradient_w = (M @ E).T @ error  # (D,)
        E, w, b = E - rate * gradient_E, w - rate * gradient_w, b - rate * error.sum()
    return E, w, b
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-train", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
two, table = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
new_table, new_weights, new_bias = train(two, np.array([1, 0]), table, np.zeros(2), 0.0, steps=1, rate=2.0)
for part in (new_table, new_weights, new_bias):
    assert not getattr(part, "requires_grad", False), "Return a tensor of PyTorch without its history: part.detach()."
assert np.shape(new_table) == (3, 2), f"E must keep its shape (3, 2), not {np.shape(new_table)}."
assert np.shape(new_weights) == (2,), f"w must keep its shape (2,), not {np.shape(new_weights)}."
assert np.shape(new_bias) in ((), (1,)), f"b must stay a single number; its shape is {np.shape(new_bias)}."
assert np.allclose(new_weights, [0.5, -0.5]), "One step from w = 0 must lead to w = [0.5, -0.5]."
assert np.allclose(new_table, [[0, 0], [1, 0], [0, 1]]), "While w is 0 the gradient of E is 0."
assert np.allclose(new_bias, 0), "The errors of the two documents cancel, so b stays 0."

# %% nbgrader={"grade_id": "test-train-hidden", "grade": true, "locked": true, "points": 4}
# Task 2, hidden tests: no step, one step, many steps, and the ten comments.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for count in (1, 2, 9):
    number, size, width = (int(n) for n in rng.integers(4, 9, size=3))
    matrix = rng.dirichlet(np.ones(size), size=number)
    given = np.arange(number) % 3 % 2
    table, weights, bias = rng.normal(size=(size, width)), rng.normal(size=width), rng.normal()
    speed = float(rng.uniform(0.5, 2))
    start = table.copy(), weights.copy()
    after = train(matrix.copy(), given.copy(), *start, float(bias), count, speed)
    assert np.array_equal(start[0], table), "The E that was given must stay as it is."
    assert np.array_equal(start[1], weights), "The w that was given must stay as it is."
    now = [torch.tensor(part, dtype=torch.float64, requires_grad=True) for part in (table, weights, bias)]
    for _ in range(count):
        logits = torch.tensor(matrix) @ now[0] @ now[1] + now[2]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(given, dtype=torch.float64))
        slopes = torch.autograd.grad(loss, now)
        now = [(part - speed * slope).detach().requires_grad_() for part, slope in zip(now, slopes, strict=True)]
    expected = [part.detach().numpy() for part in now]
    assert np.shape(after[0]) == (size, width), "E must keep its shape."
    assert np.shape(after[1]) == (width,), "w must keep its shape."
    assert np.shape(after[2]) in ((), (1,)), "The bias that comes back must be one number."
    assert np.allclose(after[0], expected[0], atol=1e-4), "E is not where these steps of gradient descent lead."
    assert np.allclose(after[1], expected[1], atol=1e-4), "w is not where these steps of gradient descent lead."
    assert np.allclose(after[2], expected[2], atol=1e-4), "b is not where these steps of gradient descent lead."
table, weights = rng.normal(size=(5, 3)), rng.normal(size=3)
same = train(rng.dirichlet(np.ones(5), size=4), np.array([0, 1, 1, 0]), table.copy(), weights.copy(), 0.25, 0, 1.0)
assert np.shape(same[0]) == (5, 3), "Without a step E must come back in its own shape."
assert np.shape(same[1]) == (3,), "Without a step w must come back in its own shape."
assert np.shape(same[2]) in ((), (1,)), "Without a step the bias must come back as one number."
assert np.allclose(same[0], table), "No steps must change nothing."
assert np.allclose(same[1], weights), "No steps must change nothing."
assert np.allclose(same[2], 0.25), "No steps must change nothing."
shares = (ids[..., np.newaxis] == np.arange(1, 16)).sum(axis=1) / (ids != 0).sum(axis=1, keepdims=True)
for truth in (labels, rng.permutation(labels)):
    final = train(shares, truth.copy(), rng.normal(0, 0.1, (15, 8)), rng.normal(0, 0.1, 8), 0.0, 300, 2.0)
    verdicts = shares @ np.asarray(final[0]) @ np.asarray(final[1]) + np.asarray(final[2]) > 0
    assert np.array_equal(verdicts, truth == 1), "300 steps must fit the ten comments without an error."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "scores-text", "locked": true}
# ## 3. Any labels you like (4 points)
#
# No training is needed to see what can be memorised. One number a word, its **score**, is enough: if the rows of $M$ are
# linearly independent, then $M s = t$ has a solution $s$ for every $t$.
#
# Write `word_scores(M, labels)`: it returns scores `s`, an array of shape `(V,)`, with which `M @ s` is above 0 for each document
# with label 1 and below 0 for each document with label 0. There are many such `s`; any will do, as long as each number of `M @ s`
# is at least 0.01 away from 0. If the rows of `M` are **not** linearly independent, raise a `ValueError`, whatever the labels.
#
# ```python
# M = np.array([[0.0, 0.5, 0.5], [0.0, 0.0, 1.0]])
# M @ word_scores(M, np.array([0, 1]))                     # e.g. array([-1., 1.])
# word_scores(np.array([[0.0, 1.0], [0.0, 1.0]]), [1, 1])   # ValueError: the same document twice
# ```


# %% nbgrader={"grade_id": "scores", "solution": true}
def word_scores(M, labels):
    """Return scores of words that give each document the sign of its label.

    M: array of shape (N, V), N at least 1
    labels: N zeros and ones, an array or a list
    returns: array of shape (V,)
    raises: ValueError when the rows of M are not linearly independent
    """
    ### BEGIN SOLUTION
    if np.linalg.matrix_rank(M) < len(M):
        raise ValueError("the rows of M are not linearly independent")
    return np.linalg.pinv(M) @ (2 * np.asarray(labels) - 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-scores", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
two = np.array([[0.0, 0.5, 0.5], [0.0, 0.0, 1.0]])
found = word_scores(two, [0, 1])
assert np.shape(found) == (3,), f"There is one score for each of V = 3 words: shape (3,), not {np.shape(found)}."
first, second = (two @ np.asarray(found)).tolist()
assert first < 0 < second, "The first document has label 0 and must be below 0, the second must be above."
try:
    word_scores(np.array([[0.0, 1.0], [0.0, 1.0]]), [1, 1])
except ValueError:
    pass
else:
    raise AssertionError("The same document twice makes dependent rows: this must raise ValueError.")

# %% nbgrader={"grade_id": "test-scores-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: all kinds of labels, matrices with dependent rows.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
number = int(rng.integers(4, 8))
wide, square = rng.dirichlet(np.ones(14), size=number), np.eye(number)[rng.permutation(number)]
square[1] = 0.75 * square[1] + 0.25 * square[2]
for matrix in (wide, square):
    for wanted in (rng.integers(0, 2, number), np.zeros(number, dtype=int), np.ones(number, dtype=int)):
        side = matrix @ np.asarray(word_scores(matrix.copy(), wanted.tolist()))
        assert np.shape(side) == (number,), "There is one score for each word."
        assert np.array_equal(side > 0, wanted == 1), "Each document must be on the side of its label."
        assert (np.abs(side) > 0.0099).all(), "Each document must be at least 0.01 away from 0."
close = np.array([[0.0, 0.0, 0.52, 0.48], [0.0, 0.0, 0.48, 0.52]])
for wanted in ([1, 0], [0, 1]):
    side = close @ np.asarray(word_scores(close.copy(), list(wanted)))
    assert np.array_equal(side > 0, np.array(wanted) == 1), "Documents that are nearly the same can be told apart, too."
    assert (np.abs(side) > 0.0099).all(), "Each of two documents that are nearly the same must be 0.01 away from 0."
mixed, blank = wide.copy(), wide.copy()
mixed[3] = (mixed[0] + mixed[1] + mixed[2]) / 3
blank[2] = 0
tall = np.concatenate([square, rng.dirichlet(np.ones(number), size=1)])
for matrix in (mixed, blank, tall):
    for wanted in (np.ones(len(matrix), dtype=int), np.arange(len(matrix)) % 2):
        try:
            word_scores(matrix.copy(), wanted.copy())
        except ValueError:
            continue
        raise AssertionError("Dependent rows must raise ValueError, whatever the labels.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "loo-text", "locked": true}
# ## 4. Leave one out (4 points)
#
# Write `leave_one_out(predict, M, labels)`: for each document it asks `predict` for a verdict, after training on **all the
# others**, and returns for each document whether the verdict was right: `N` truth values, an array or a list.
#
# `predict(train_M, train_labels, row)` is a function that you are given. It takes arrays of shape `(N - 1, V)`, `(N - 1,)` and `(V,)`, and
# returns the label, 0 or 1, that it thinks `row` has. If two documents are the same, leaving one out leaves the other in.
#
# ```python
# def majority(train_M, train_labels, row):
#     return int(np.mean(train_labels) > 0.5)
#
# leave_one_out(majority, np.eye(4), np.array([1, 1, 1, 0]))   # array([ True,  True,  True, False])
# leave_one_out(majority, np.eye(4), np.array([1, 1, 0, 0]))   # array([False, False, False, False])
# ```


# %% nbgrader={"grade_id": "loo", "solution": true}
def leave_one_out(predict, M, labels):
    """Return for each document whether it was classified rightly when it was left out of the training.

    predict: function of (train_M, train_labels, row) that returns 0 or 1
    M: array of shape (N, V), N at least 2
    labels: array of shape (N,), zeros and ones
    returns: N truth values
    """
    ### BEGIN SOLUTION
    right = []
    for i in range(len(M)):
        verdict = predict(np.delete(M, i, axis=0), np.delete(labels, i), M[i])
        right.append(bool(verdict == labels[i]))
    return right
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-loo", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
def majority(train_M, train_labels, row):
    """Return the more frequent label, whatever the document says."""
    assert all(hasattr(given, "shape") for given in (train_M, train_labels, row)), "predict takes arrays, not lists."
    assert np.shape(train_M) == (3, 4), "One of four documents left out: train_M has shape (3, 4)."
    assert np.shape(train_labels) == (3,), "One of four documents left out: train_labels has shape (3,)."
    assert np.shape(row) == (4,), "row is a single document: shape (4,)."
    return int(np.mean(train_labels) > 0.5)


right = leave_one_out(majority, np.eye(4), np.array([1, 1, 1, 0]))
assert np.shape(right) == (4,), f"Four documents make four truth values, shape (4,), not {np.shape(right)}."
assert [bool(each) for each in right] == [True, True, True, False], "Three of four labels are 1, the last one is not."
right = leave_one_out(majority, np.eye(4), np.array([1, 1, 0, 0]))
assert np.shape(right) == (4,), (
    f"Four truth values must come back, an array or list of shape (4,), not {np.shape(right)}."
)
assert not any(bool(each) for each in right), "Of two and two, the label left out is always the rarer one."

# %% nbgrader={"grade_id": "test-loo-hidden", "grade": true, "locked": true, "points": 3}
# Task 4, hidden tests: what predict is given, and what comes of its verdicts.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
number, size = int(rng.integers(6, 9)), 5
matrix = rng.dirichlet(np.ones(size), size=number)
truth = rng.permutation(np.arange(number) % 2)
matrix[3] = matrix[1]
truth[1], truth[3] = 1, 0
asked = []


def nearest(train_M, train_labels, row):
    """Return the label of the nearest document, 1 if there are several, and write down what was given."""
    train_M, train_labels, row = np.asarray(train_M), np.asarray(train_labels), np.asarray(row)
    asked.append((train_M, train_labels, row))
    apart = np.abs(train_M - row).sum(axis=1)
    return int(train_labels[apart < apart.min() + 1e-6].max())


expected = []
for place in range(number):
    apart = np.abs(matrix - matrix[place]).sum(axis=1)
    apart[place] = np.inf
    expected.append(bool(truth[apart < apart.min() + 1e-6].max() == truth[place]))
right = leave_one_out(nearest, matrix.copy(), truth.copy())
assert np.shape(right) == (number,), "There is one truth value for each document."
assert len(asked) == number, "predict is asked once for each document."
for given_rows, given_labels, row in asked:
    assert given_rows.shape == (number - 1, size), "The training matrix must hold all documents but one."
    assert given_labels.shape == (number - 1,), "The training labels must be those of all documents but one."
    assert row.shape == (size,), "The document to be judged must be a single row, of shape (V,)."
    pairs, whole = np.column_stack([given_rows, given_labels]), np.column_stack([matrix, truth])
    missing = [pair for pair in whole if np.abs(pairs - pair).max(axis=1).min() > 1e-4]
    assert len(missing) == 1, "Just one document, with its label, must be missing from the training."
    assert np.allclose(missing[0][:-1], row, atol=1e-4), "The document to be judged must be the one left out."
assert [bool(each) for each in right] == expected, "The truth values must say where the verdict was right."
for constant in (0, 1):
    right = leave_one_out(lambda train_M, train_labels, row, constant=constant: constant, matrix.copy(), truth.copy())
    assert [bool(each) for each in right] == (truth == constant).tolist(), "A verdict is right if it equals the label."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "p-text", "locked": true}
# ## 5. An exact p-value (4 points)
#
# Write `p_value(score, labels)`: `score` is a function that takes an array of labels, zeros and ones as in `labels`, and returns a
# number, better if higher. Compare the score of `labels` with the scores of **all** ways to give out as many ones and zeros, `labels` itself among them, and
# return the share whose score is **at least as high**. With 5 ones among 10 there are 252 ways; `itertools.combinations` lists where the ones
# can stand. Nothing is drawn at random.
#
# ```python
# p_value(lambda y: y[0] + y[1], np.array([1, 1, 0, 0]))   # 0.1666...: 1 of 6 ways puts both ones in front
# p_value(lambda y: y[0] + y[1], np.array([1, 0, 1, 0]))   # 0.8333...: 5 of 6 have at least one there
# ```


# %% nbgrader={"grade_id": "p", "solution": true}
def p_value(score, labels):
    """Return the share of labellings with as many ones that score at least as high as labels.

    score: function of an array of shape (N,) that returns a number
    labels: array of shape (N,), zeros and ones
    returns: number above 0, at most 1
    """
    ### BEGIN SOLUTION
    observed = score(labels)
    places = range(len(labels))
    scores = [score(np.isin(places, ones).astype(int)) for ones in itertools.combinations(places, int(sum(labels)))]
    return float(np.mean(np.array(scores) >= observed))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-p", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
assert np.isclose(p_value(lambda y: int(y[0] + y[1]), np.array([1, 1, 0, 0])), 1 / 6), (
    "Only 1 of 6 ways puts both ones in front."
)
assert np.isclose(p_value(lambda y: int(y[0] + y[1]), np.array([1, 0, 1, 0])), 5 / 6), (
    "5 of 6 ways put at least one in front."
)

# %% nbgrader={"grade_id": "test-p-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: other scores, unequal numbers of ones, ties.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for ones in (1, 2, 4):
    number = 6
    truth = rng.permutation(np.arange(number) < ones).astype(int)
    weights = rng.permutation(np.array([1, 2, 4, 8, 16, 32]))
    ways = [bits for bits in itertools.product((0, 1), repeat=number) if sum(bits) == ones]
    better = sum(int(np.dot(bits, weights)) >= int(np.dot(truth, weights)) for bits in ways)
    found = p_value(lambda y, weights=weights: int(np.dot(np.asarray(y), weights)), truth.copy())
    assert np.isclose(float(found), better / len(ways)), "The share of labellings at least as high is another one."
    marked = int(np.flatnonzero(truth)[0])
    ties = p_value(lambda y, marked=marked: float(np.asarray(y)[marked]), truth.copy())
    assert np.isclose(float(ties), ones / number), "Labellings with the same score count as at least as high."
given = []
p_value(lambda y: given.append(hasattr(y, "shape")) or 1, np.array([0, 1, 0]))
assert all(given), "score takes an array of labels, not a list or a tuple."
both = p_value(lambda y: int(np.asarray(y)[1] + np.asarray(y)[3]), np.array([0, 1, 0, 1, 0]))
assert np.isclose(float(both), 0.1), "score must be given labels that are zeros and ones, to count with."
assert np.isclose(float(p_value(lambda y: 0.5, np.array([1, 0, 0, 1, 0]))), 1), "If all scores are equal, p is 1."
assert np.isclose(float(p_value(lambda y: 3, np.array([1, 1, 1]))), 1), "If there is only one labelling, p is 1."
assert np.isclose(float(p_value(lambda y: -int(np.asarray(y)[2]), np.array([0, 0, 1, 0]))), 1), (
    "The lowest score of all has p = 1."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# First put your functions together, in a cell of your own:
#
# ```python
# M, rng = document_matrix(ids, len(vocabulary)), np.random.default_rng(0)
# E0, w0 = rng.normal(0, 0.05, (len(vocabulary), 8)), rng.normal(0, 0.05, 8)
#
# def predict(train_M, train_labels, row):
#     E, w, b = train(train_M, train_labels, E0, w0, 0.0, 150, 2.0)
#     return int(row @ E @ w + b > 0)
#
# for name, y in [("true", labels), ("shuffled", rng.permutation(labels))]:
#     fitted = np.mean([predict(M, y, row) for row in M] == y)
#     print(name, fitted, np.mean(leave_one_out(predict, M, y)))
# ```
#
# Then write, in four to six sentences, to someone who is glad about 100 % training accuracy on ten comments: what does the training accuracy
# of the shuffled labels show? What does leave-one-out measure that training accuracy does not? And what would you do before you
# believe that a classifier of comments works?
#
# A person reads this. One point each: what the shuffled labels show (the fit is perfect without any meaning, so it says nothing
# about meaning); leave-one-out (a verdict on a document that was not in the training); what to do (more documents that were not
# trained on, and a comparison with a baseline or with permuted labels).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# The model also reaches 100 % when the labels are dealt out at random, so 100 % is no sign that it has understood anything: with
# so many words that occur once, any labels can be learned by heart. Leave-one-out asks about a comment that took no part in
# the training, and there the model is right on two or three of ten. That is no better than what meaningless labels get. Before I
# believed in such a classifier I would collect many more comments, keep a part of them away from the training, and compare the
# accuracy on that part with a simple baseline and with the accuracies for permuted labels.
# ### END SOLUTION
