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
# # Exercise 11: vectors from neighbours
#
# You will build the parts of word2vec, each small enough to check by hand: the pairs of a window, the thinning of frequent
# words, the draw of false words, the loss with its gradients, and the table of counts that does without training. Allow 45 minutes.
# Chapter 11 of the book, *Vectors from neighbours*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. pairs | 4 |
# | 2. frequent words | 3 |
# | 3. false words | 4 |
# | 4. loss and gradients | 5 |
# | 5. counting instead | 4 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import warnings

import numpy as np
import torch

# %% [markdown] nbgrader={"grade_id": "pairs-text", "locked": true}
# ## 1. Pairs (4 points)
#
# Write `window_pairs(ids, m)`: all pairs (center, context) of a text, where the context stands **at most** `m` places before or after
# the center, and is not the center itself. Here, unlike in the chapter, index 1 (the unknown word) stays in the text as a **gap**: it keeps its
# place, so that its neighbours do not move together, but it is in no pair.
#
# - `ids` is a list or an array of whole numbers from 1 up, of any length, also 0; `m` is 1 or more.
# - The result is a list of pairs, or an array of shape `(N, 2)`. The order of the pairs does not matter. If a pair comes up several
#   times, it stands there as often.
#
# ```python
# window_pairs([4, 2, 5], 1)      # (4, 2), (2, 4), (2, 5), (5, 2)
# window_pairs([4, 1, 5, 6], 2)   # (4, 5), (5, 4), (5, 6), (6, 5)
# ```


# %% nbgrader={"grade_id": "pairs", "solution": true}
def window_pairs(ids, m):
    """Return the pairs of center and context.

    ids: T indices, 1 for a gap
    m: how far the context may be away, at least 1
    returns: N pairs, a list or an array of shape (N, 2)
    """
    ### BEGIN SOLUTION
    found = []
    for place, center in enumerate(ids):
        for other, context in enumerate(ids):
            if 0 < abs(other - place) <= m and 1 not in (center, context):
                found.append((int(center), int(context)))
    return found
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-pairs", "grade": true, "locked": true, "points": 1}
# Task 1, the worked examples.
pairs = sorted((int(a), int(b)) for a, b in window_pairs([4, 2, 5], 1))
assert pairs == [(2, 4), (2, 5), (4, 2), (5, 2)], "These are not the four pairs of the first example."
pairs = sorted((int(a), int(b)) for a, b in window_pairs([4, 1, 5, 6], 2))
assert pairs == [(4, 5), (5, 4), (5, 6), (6, 5)], "In the second example the gap keeps its place and is in no pair."

# %% nbgrader={"grade_id": "test-pairs-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: drawn texts, wide windows, repeated words, gaps, no text.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for length, m in ((1, 1), (7, 2), (12, 3), (5, 9), (20, 1), (0, 2)):
    text = rng.integers(1, 6, size=length)
    if length > 5:
        text[2:5] = [3, 3, 1]
    expected = []
    for i in range(length):
        for j in range(length):
            if i != j and abs(i - j) <= m and 1 not in (text[i], text[j]):
                expected.append((int(text[i]), int(text[j])))
    for given in (text.copy(), text.tolist()):
        found = sorted((int(a), int(b)) for a, b in window_pairs(given, m))
        assert len(found) == len(expected), (
            "The number of pairs is not right: look at both ends, gaps and repeated pairs."
        )
        assert found == sorted(expected), "Some pairs are not center and context at most m places apart."
assert sorted((int(a), int(b)) for a, b in window_pairs([7, 7], 1)) == [(7, 7), (7, 7)], (
    "A word may be its own neighbour if it stands there twice."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "keep-text", "locked": true}
# ## 2. Frequent words (3 points)
#
# Write `keep_probabilities(counts, t)`: for each word the probability that one of its occurrences stays in the text. With
# $f$ the share of the word among all occurrences it is $\min(1, \sqrt{t / f})$. A word that never occurs has probability 1. No warnings, and `counts`
# stays as it is.
#
# ```python
# keep_probabilities(np.array([0, 90, 10]), t=0.1)   # array([1. , 0.33, 1. ])
# ```


# %% nbgrader={"grade_id": "keep", "solution": true}
def keep_probabilities(counts, t):
    """Return for each word the probability of being kept.

    counts: array of shape (V,), whole numbers, not all 0
    t: threshold, above 0
    returns: array of shape (V,), from 0 to 1
    """
    ### BEGIN SOLUTION
    kept = np.ones(len(counts))
    occurs = counts > 0
    kept[occurs] = np.sqrt(t / (counts[occurs] / counts.sum()))
    return kept.clip(max=1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-keep", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
kept = keep_probabilities(np.array([0, 90, 10]), t=0.1)
assert np.shape(kept) == (3,), f"There is one probability for each of three words, not shape {np.shape(kept)}."
assert np.allclose(kept, [1, 1 / 3, 1]), "These are not the probabilities of the worked example."

# %% nbgrader={"grade_id": "test-keep-hidden", "grade": true, "locked": true, "points": 2}
# Task 2, hidden tests: drawn counts, other thresholds, words that never occur.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for t in (1e-4, 0.01, 0.2, 3.0):
    counts = rng.integers(1, 400, size=30)
    counts[0] = counts[7] = 0
    counts[3] = 5_000
    total = int(counts.sum())
    expected = [min(1.0, (t * total / int(n)) ** 0.5) if n else 1.0 for n in counts]
    given = counts.copy()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        found = np.asarray(keep_probabilities(given, t), dtype=float)
    assert not warned, "This must work without a warning."
    assert found.shape == (30,), "There is one probability for each word."
    assert np.array_equal(given, counts), "counts must stay as it is."
    assert np.allclose(found[[0, 7]], 1), "A word that never occurs has probability 1."
    assert (found <= 1).all(), "A probability is at most 1."
    assert np.allclose(found, expected), "The probability is the root of t over the share of the word, at most 1."
seldom = np.array([1] + [0] * 3 + [10_000_000])
assert np.isclose(float(np.asarray(keep_probabilities(seldom.copy(), 1e-8))[0]), (1e-8 * 10_000_001) ** 0.5), (
    "A very small share is not the same as none."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "noise-text", "locked": true}
# ## 3. False words (4 points)
#
# Two functions. `noise_distribution(counts, power)` returns the probabilities $P(c) = \#(c)^\text{power} / \sum_v \#(v)^\text{power}$ with which false
# words are drawn. A word that never occurs has probability 0, also if `power` is 0.
#
# `pick(P, u)` turns numbers `u`, each at least 0 and below 1, into words: the word of a number is the first index whose **cumulative** probability
# $P_0 + \dots + P_i$ is **above** the number. `u` has any shape, and the result has the same.
#
# ```python
# P = noise_distribution(np.array([0, 16, 1, 1]), 0.5)   # array([0.  , 0.67, 0.17, 0.17])
# pick(P, np.array([0.0, 0.5, 0.7, 0.99]))               # array([1, 1, 2, 3])
# ```


# %% nbgrader={"grade_id": "noise", "solution": true}
def noise_distribution(counts, power):
    """Return the probability of each word to be drawn as a false one.

    counts: array of shape (V,), whole numbers, not all 0
    power: 0 or more
    returns: array of shape (V,) that sums to 1
    """
    ### BEGIN SOLUTION
    raised = np.where(counts > 0, counts ** float(power), 0)
    return raised / raised.sum()
    ### END SOLUTION


def pick(P, u):
    """Return the first index whose cumulative probability is above each number.

    P: array of shape (V,), probabilities
    u: array of any shape, numbers from 0 to below 1
    returns: whole numbers of the shape of u
    """
    ### BEGIN SOLUTION
    return np.searchsorted(np.cumsum(P), u, side="right")
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-noise", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
P = noise_distribution(np.array([0, 16, 1, 1]), 0.5)
assert np.shape(P) == (4,), "There is one probability for each of four words."
assert np.allclose(P, [0, 4 / 6, 1 / 6, 1 / 6]), "These are not the probabilities of the worked example."
assert [int(i) for i in pick(np.array([0, 0.5, 0.25, 0.25]), np.array([0.0, 0.4, 0.7, 0.99]))] == [1, 1, 2, 3], (
    "Each number belongs to the first index whose cumulative probability is above it."
)

# %% nbgrader={"grade_id": "test-noise-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: drawn counts, several powers, numbers on the borders, arrays of two axes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for power in (0, 0.75, 1, 2):
    counts = rng.integers(0, 50, size=15)
    counts[4], counts[9], counts[12] = 0, 30, 1
    weights = [float(n) ** power if n > 0 else 0.0 for n in counts.tolist()]
    expected = np.array(weights) / sum(weights)
    found = np.asarray(noise_distribution(counts.copy(), power), dtype=float)
    assert found.shape == (15,), "Whatever the power, each word must have its probability."
    assert np.allclose(found[counts == 0], 0), "A word that never occurs is never drawn."
    assert np.isclose(found.sum(), 1), "The probabilities must sum to 1."
    assert np.allclose(found, expected), "The probabilities must follow the counts to the power."
P = np.array([0.0, 0.25, 0.0, 0.5, 0.125, 0.125])  # these sums are exact
numbers = np.array([[0.0, 0.2499, 0.25], [0.7499, 0.75, 0.875]])
found = np.asarray(pick(P.copy(), numbers.copy()))
assert found.shape == (2, 3), "The result has the shape of u."
assert np.array_equal(found, [[1, 1, 3], [3, 4, 5]]), (
    "A number on a border belongs to the next word, and a word with probability 0 is never picked."
)
assert np.shape(pick(P.copy(), np.array(0.3))) == (), "u may be a single number: the result has its shape, ()."
deep = np.stack([numbers, numbers[::-1]], axis=1)
found = np.asarray(pick(P.copy(), deep.copy()))
assert found.shape == (2, 2, 3), "u may have three axes, and the result has the same."
assert np.array_equal(found[:, 0], [[1, 1, 3], [3, 4, 5]]), "With three axes each number belongs to the same word."
large = noise_distribution(np.array([3_000_000, 0, 6_000_000]), 3)
assert np.allclose(large, [1 / 9, 0, 8 / 9]), "Large counts must not overflow: use floating-point numbers."
P = np.asarray(rng.dirichlet(np.ones(9)))
numbers = rng.random(200) * 0.999
expected = [next(i for i in range(9) if P[: i + 1].sum() > u + 1e-12) for u in numbers]
found = np.asarray(pick(P.copy(), numbers.copy()))
assert found.shape == (200,), "Each number in a row must lead to one index in a row."
assert np.mean(found == expected) > 0.98, "Some numbers belong to other words."
assert np.shape(pick(P.copy(), np.zeros((2, 0)))) == (2, 0), "No numbers make no words."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "loss-text", "locked": true}
# ## 4. Loss and gradients (5 points)
#
# A batch has $B$ centers, $B$ true contexts, and $K$ false words for each. The loss of the batch is the **mean** of
#
# $$
# \ell_b = -\log \sigma(E_{w_b} \cdot C_{c_b}) - \sum_{k=1}^{K} \log \sigma(-E_{w_b} \cdot C_{n_{bk}}),
# \qquad \sigma(z) = \frac{1}{1 + e^{-z}} .
# $$
#
# Write `loss_and_gradients(E, C, centers, contexts, false)`: it returns the loss and its derivatives with respect to `E` and `C`. A word that comes up several times, as a
# center, as a context, as a false word or as all of these, gets the **sum** of its contributions. Use the formulas of the chapter (and remember that
# this loss is a mean), or PyTorch's `backward`. `E` and `C` stay as they are. Scores of ±50 must not make `inf` or `nan`.
#
# ```python
# E, C = np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([[0.5, 0.0], [0.0, 0.0]])
# loss, dE, dC = loss_and_gradients(E, C, [1], [1], [[0, 0]])
# # loss 2.64, dE[1] = [0.62, 0.], dC[0] = [1.24, 2.49], dC[1] = [-0.5, -1.]
# ```


# %% nbgrader={"grade_id": "loss", "solution": true}
def loss_and_gradients(E, C, centers, contexts, false):
    """Return the mean loss of a batch and its gradients.

    E, C: arrays of shape (V, D), vectors of words as centers and as contexts
    centers, contexts: B indices each, lists or arrays
    false: indices of shape (B, K), K at least 1
    returns: loss (a number), dE and dC, both of shape (V, D)
    """
    ### BEGIN SOLUTION
    words = np.column_stack([contexts, false])
    sign = np.where(np.arange(words.shape[1]) == 0, 1, -1)
    z = np.einsum("bd,bkd->bk", E[centers], C[words]) * sign
    loss = np.logaddexp(0, -z).sum() / len(words)
    slope = -sign / (1 + np.exp(z)) / len(words)
    dE, dC = np.zeros(E.shape), np.zeros(C.shape)
    np.add.at(dE, centers, np.einsum("bk,bkd->bd", slope, C[words]))
    np.add.at(dC, words, np.einsum("bk,bd->bkd", slope, E[centers]))
    return loss, dE, dC
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-loss", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
left, right = np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([[0.5, 0.0], [0.0, 0.0]])
loss, d_left, d_right = loss_and_gradients(left, right, [1], [1], [[0, 0]])
assert np.shape(d_left) == (2, 2), f"dE has the shape of E, (2, 2), not {np.shape(d_left)}."
assert np.shape(d_right) == (2, 2), f"dC has the shape of C, (2, 2), not {np.shape(d_right)}."
assert np.isclose(float(loss), 2.6413, atol=1e-3), "The loss of the worked example is 2.64."
assert np.allclose(d_left, [[0, 0], [0.6225, 0]], atol=1e-3), "This is not dE of the worked example."
assert np.allclose(d_right, [[1.2449, 2.4898], [-0.5, -1]], atol=1e-3), "This is not dC of the worked example."

# %% nbgrader={"grade_id": "test-loss-hidden", "grade": true, "locked": true, "points": 4}
# Task 4, hidden tests: drawn batches with words that come back, large scores, tables that must stay as they are.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for size, width, B, K in ((9, 4, 1, 1), (6, 3, 8, 2), (12, 5, 5, 4)):
    left, right = rng.normal(size=(size, width)), rng.normal(size=(size, width))
    centers, contexts = rng.integers(0, size, B), rng.integers(0, size, B)
    false = rng.integers(0, size, (B, K))
    if B > 1:
        centers[1], contexts[1] = centers[0], contexts[0]
        false[0, :2] = contexts[0]
    tables = [torch.tensor(table, requires_grad=True) for table in (left, right)]
    e = tables[0][torch.tensor(centers)]
    true_scores = (e * tables[1][torch.tensor(contexts)]).sum(-1)
    false_scores = (e[:, None] * tables[1][torch.tensor(false)]).sum(-1)
    total = -torch.nn.functional.logsigmoid(true_scores) - torch.nn.functional.logsigmoid(-false_scores).sum(-1)
    mean = total.mean()
    slopes = [slope.numpy() for slope in torch.autograd.grad(mean, tables)]
    given = left.copy(), right.copy()
    loss, d_left, d_right = loss_and_gradients(*given, centers.tolist(), contexts.copy(), false.copy())
    assert np.allclose(given, (left, right)), "E and C must stay as they are."
    assert np.isclose(float(loss), mean.item(), atol=1e-4), (
        "The loss must be the mean over the batch; every false word counts, also one that is the true context."
    )
    assert np.shape(d_left) == np.shape(d_right) == (size, width), "The gradients have the shape of the tables."
    assert np.allclose(d_left, slopes[0], atol=1e-4), (
        "dE is not the derivative: look at the mean and at repeated centers."
    )
    assert np.allclose(d_right, slopes[1], atol=1e-4), (
        "dC is not the derivative: look at words that come up several times."
    )
steep = np.array([[7.0, 1.0], [-7.0, 1.0]])
loss, d_left, d_right = loss_and_gradients(steep.copy(), steep.copy(), np.array([0, 1]), [1, 0], np.array([[0], [1]]))
assert np.shape(d_left) == np.shape(d_right) == (2, 2), "A large score must not change the shape of a gradient."
assert np.isclose(float(loss), 98, atol=1e-3), "A large score must not make the loss inf or nan."
assert np.isfinite(np.asarray(d_left, dtype=float)).all(), "A large score must not make a gradient inf or nan."
assert np.allclose(d_left, [[7, 0], [-7, 0]], atol=1e-3), (
    "For large scores the model is wholly wrong, so errors are -1 and 1."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "ppmi-text", "locked": true}
# ## 5. Counting instead (4 points)
#
# Write `ppmi(N, power)`. Entry `N[w, c]` counts how often `c` stood in the window of `w`. With the sums $N_w$ of the rows and the sums $N_c$ of the columns, and
# $P(c) = N_c^\text{power} / \sum_v N_v^\text{power}$,
#
# $$
# \text{PPMI}(w, c) = \max\Bigl(0,\; \log \frac{N(w, c)}{N_w \, P(c)} \Bigr),
# $$
#
# and 0 where $N(w, c) = 0$. The table need not be symmetric; rows and columns of zeros stay zeros. No warnings, and `N` stays as it is.
#
# ```python
# ppmi(np.array([[0, 3], [3, 2]]), 1.0)
# # array([[0.  , 0.47], [0.47, 0.  ]])
# ```


# %% nbgrader={"grade_id": "ppmi", "solution": true}
def ppmi(N, power):
    """Return the positive pointwise mutual information of each pair.

    N: array of shape (V, W), whole numbers, not all 0
    power: above 0
    returns: array of shape (V, W), 0 or more
    """
    ### BEGIN SOLUTION
    columns = N.sum(axis=0) ** float(power)
    by_chance = np.outer(N.sum(axis=1), columns / columns.sum())
    result = np.zeros(N.shape)
    result[N > 0] = np.log(N[N > 0] / by_chance[N > 0])
    return result.clip(min=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-ppmi", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
found = ppmi(np.array([[0, 3], [3, 2]]), 1.0)
assert np.shape(found) == (2, 2), f"The table keeps its shape (2, 2), not {np.shape(found)}."
assert np.allclose(found, [[0, 0.47], [0.47, 0]], atol=0.001), "These are not the numbers of the worked example."

# %% nbgrader={"grade_id": "test-ppmi-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: drawn tables, powers, rows and columns of zeros.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for rows, columns, power in ((6, 6, 1.0), (9, 5, 0.75), (4, 8, 0.5)):
    table = rng.poisson(2.0, size=(rows, columns)) * rng.integers(1, 5, size=(rows, columns))
    table[1], table[:, 2] = 0, 0
    table[0, 0], table[2, 1], table[3, 0] = 1, 30, 2
    expected = np.zeros((rows, columns))
    weights = table.sum(axis=0).astype(float) ** power
    for w in range(rows):
        for c in range(columns):
            if table[w, c]:
                chance = table[w].sum() * weights[c] / weights.sum()
                expected[w, c] = max(0.0, float(np.log(table[w, c] / chance)))
    given = table.copy()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        found = np.asarray(ppmi(given, power), dtype=float)
    assert not warned, "This must work without a warning."
    assert np.array_equal(given, table), "N must stay as it is."
    assert found.shape == (rows, columns), "The table keeps its shape."
    assert np.isfinite(found).all(), "A count of 0 must not make inf or nan."
    assert (found >= 0).all(), "Negative values become 0."
    assert np.allclose(found[table == 0], 0), "Where the count is 0, the result is 0."
    assert np.allclose(found, expected, atol=1e-6), "Some entries are not the PPMI: look at which sums get the power."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# Explain in four to six sentences to somebody who knows one-hot vectors: how can the vector of *sister* come close to that of *brother*, though nobody ever told the program
# that the two have to do with each other? What are the false words good for: what would happen without them? And name one thing that such vectors cannot tell, however much text there is.
#
# A person reads this. One point each: the two words stand beside the same words, so their vectors are pulled towards the same context vectors; without false words the loss
# falls by making all products large, whatever the words (for instance with all vectors alike); opposites, or what a word means beside what it stands near, or one meaning of several (any one, with a reason).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# The program is only shown which words stand beside which. *Sister* and *brother* stand beside the same words, *my*, *dear*, *his*, so in training both vectors are pulled
# towards the same context vectors, and so they end up near each other. The false words push: a center moves away from words that were drawn by chance. Without them the loss
# would be lowest if all products were as large as possible, which is done by giving all words the same long vector, and that says nothing. What the vectors cannot tell is,
# for example, whether a word is the opposite of another: *good* and *bad* stand in the same places, so they come close whatever the amount of text.
# ### END SOLUTION
