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
# # Exercise 13: maps of meaning
#
# You will build the parts of PCA and t-SNE, with a tail that can be as heavy as you like, and a measure of what a map tears
# apart. At the end you read a map, and say what it does not show. Allow 45 minutes. Chapter 13 of the book, *Maps of meaning*,
# has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and worked examples at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. the best shadow | 4 |
# | 2. a row of probabilities | 5 |
# | 3. the matrix P | 3 |
# | 4. loss and gradient, for any tail | 5 |
# | 5. what the map tears apart | 4 |
# | 6. read a map | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import numpy as np

# %% [markdown] nbgrader={"grade_id": "project-text", "locked": true}
# ## 1. The best shadow (4 points)
#
# Write `project(X, k)`: subtract the mean of the rows, and return two things. The first is `Y`, the coordinates of the rows along the
# first `k` principal directions, the direction with most variance first. The second is the share of the variance that these `k`
# directions keep **together**, one number between 0 and 1.
#
# A principal direction may point either way, so each column of `Y` may have either sign. `X` itself stays as it is.
#
# ```python
# X = np.array([[2.0, 3.0], [3.0, 2.0], [0.0, -1.0], [-1.0, 0.0]])   # the mean is [1, 1]
# Y, share = project(X, 1)
# # Y is array([[2.12], [2.12], [-2.12], [-2.12]]), or the same with all signs changed;  share is 0.9
# ```


# %% nbgrader={"grade_id": "project", "solution": true}
def project(X, k):
    """Project the rows of X on their first k principal directions.

    X: array of shape (N, D), rows that are not all equal
    k: number of directions, from 1 to the smaller of N and D
    returns: Y of shape (N, k), and the share of the variance that is kept, a number
    """
    ### BEGIN SOLUTION
    U, s, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    variance = s**2
    return U[:, :k] * s[:k], variance[:k].sum() / variance.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-project", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
four = np.array([[2.0, 3.0], [3.0, 2.0], [0.0, -1.0], [-1.0, 0.0]])
shadow, share = project(four.copy(), 1)
assert np.shape(shadow) == (4, 1), f"Four rows and one direction make shape (4, 1), not {np.shape(shadow)}."
assert np.ndim(share) == 0, "The share is one number, for all k directions together."
signed = np.asarray(shadow)[:, 0] * np.sign(np.asarray(shadow)[0, 0])
assert np.allclose(signed, np.array([3, 3, -3, -3]) / np.sqrt(2)), (
    "These are not the coordinates of the worked example. Was the mean subtracted?"
)
assert np.allclose(share, 0.9), "The first direction keeps 18 of 20, a share of 0.9."

# %% nbgrader={"grade_id": "test-project-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: high and wide data, every k, far from the origin.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for number, width in ((9, 4), (5, 8), (6, 6)):
    data = rng.normal(size=(number, width)) * rng.permutation(np.arange(1, width + 1)) + rng.uniform(5, 9, width)
    centred = data - np.mean(data, axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred)
    values, directions = values[::-1], directions[:, ::-1]
    for count in range(1, min(number, width) + 1):
        given = data.copy()
        found, kept = project(given, count)
        found = np.asarray(found)
        assert np.array_equal(given, data), "X must stay as it is."
        assert found.shape == (number, count), "Y has one row for each row of X, and k columns."
        wanted = centred @ directions[:, :count]
        assert np.allclose(np.abs(found), np.abs(wanted), atol=1e-5), (
            "Y must hold the coordinates, largest variance first."
        )
        assert np.allclose(found @ found.T, wanted @ wanted.T, atol=1e-4), "A sign may only change for a whole column."
        assert np.ndim(kept) == 0, "The share is one number."
        assert np.isclose(float(kept), values[:count].sum() / values.sum()), "The share of the variance is another one."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "row-text", "locked": true}
# ## 2. A row of probabilities (5 points)
#
# Two functions. `perplexity(p)` returns $e^H$ with $H = -\sum_j p_j \ln p_j$, where a probability of 0 adds nothing. And `row(d2, target)`
# takes the **squared** distances from one point to all the others, and returns their probabilities
#
# $$
# p_j = \frac{e^{-\beta d_j^2}}{\sum_k e^{-\beta d_k^2}}, \qquad \beta > 0,
# $$
#
# for the $\beta$ at which their perplexity is `target`, to within 0.001.
#
# - The larger $\beta$, the lower the perplexity. In the tests there is always one nearest point, so every perplexity between 1 and the number
#   of distances can be reached.
# - If `target` is not above 1 and below the number of distances, raise a `ValueError`.
# - Distances may be tiny or huge, with the smallest far from 0. To subtract the smallest from all of them changes no probability,
#   and keeps `np.exp` from returning nothing but zeros.
#
# ```python
# perplexity(np.array([0.5, 0.5, 0.0]))       # 2.0
# row(np.array([1.0, 4.0, 9.0]), 2.0)         # array([0.727, 0.236, 0.036])
# row(np.array([1.0, 4.0, 9.0]), 3.0)         # ValueError: only equal probabilities have perplexity 3
# ```


# %% nbgrader={"grade_id": "row", "solution": true}
def perplexity(p):
    """Return the exponential of the entropy of probabilities.

    p: array of shape (n,), numbers of at least 0 with sum 1
    returns: number
    """
    ### BEGIN SOLUTION
    p = p[p > 0]
    return np.exp(-(p * np.log(p)).sum())
    ### END SOLUTION


def row(d2, target):
    """Return probabilities of the other points that have the wanted perplexity.

    d2: squared distances to the n other points, array of shape (n,)
    target: the perplexity, above 1 and below n
    returns: array of shape (n,), with sum 1
    raises: ValueError when target is not above 1 and below n
    """
    ### BEGIN SOLUTION
    if not 1 < target < len(d2):
        raise ValueError(f"perplexity {target} cannot be reached with {len(d2)} points")
    excess = d2 - d2.min()
    low, high = -100.0, 100.0  # of the logarithm of beta
    while high - low > 1e-9:
        middle = (low + high) / 2
        weights = np.exp(-np.exp(middle) * excess)
        p = weights / weights.sum()
        low, high = (middle, high) if perplexity(p) > target else (low, middle)
    return p
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-row", "grade": true, "locked": true, "points": 1}
# Task 2, the worked examples.
assert np.isclose(perplexity(np.array([0.5, 0.5, 0.0])), 2), "Two equal probabilities have perplexity 2."
assert np.isclose(perplexity(np.full(5, 0.2)), 5), "Five equal probabilities have perplexity 5."
found = row(np.array([1.0, 4.0, 9.0]), 2.0)
assert np.shape(found) == (3,), f"There is one probability for each of 3 distances: shape (3,), not {np.shape(found)}."
assert np.isclose(np.sum(np.asarray(found)), 1), "The probabilities must sum up to 1."
assert np.allclose(found, [0.727, 0.236, 0.036], atol=0.002), "These are not the probabilities of the worked example."
try:
    row(np.array([1.0, 4.0, 9.0]), 3.0)
except ValueError:
    pass
else:
    raise AssertionError("Perplexity 3 cannot be reached with 3 unequal distances: this must raise ValueError.")

# %% nbgrader={"grade_id": "test-perplexity-hidden", "grade": true, "locked": true, "points": 1}
# Task 2, hidden tests: the perplexity of drawn probabilities, zeros among them.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for drawn in (rng.dirichlet(np.ones(7)), np.array([0.0, 0.25, 0.0, 0.75]), np.array([0.0, 1.0])):
    positive = drawn[drawn > 0]
    wanted = np.exp(-np.sum(positive * np.log(positive)))
    assert np.isclose(float(perplexity(drawn.copy())), wanted), "The perplexity of these probabilities is another one."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-row-hidden", "grade": true, "locked": true, "points": 3}
# Task 2, hidden tests: drawn rows of any scale, low and high perplexities, what must be refused.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for scale, shift in ((1, 0), (1e-4, 0), (1e4, 0), (1, 1e4), (30, 2000)):
    number = int(rng.integers(5, 12))
    squares = rng.permutation(scale * (np.arange(number) + rng.uniform(0, 0.5, number)) + shift)
    for wanted in (1.05, 2.5, number - 0.5, 2):
        found = np.asarray(row(squares.copy(), wanted))
        assert found.shape == (number,), "There is one probability for each distance."
        assert np.isclose(found.sum(), 1), "The probabilities must sum up to 1."
        seen = found[found > 0]
        reached = np.exp(-np.sum(seen * np.log(seen)))
        assert abs(reached - wanted) < 0.0011, "The perplexity of the row is not within 0.001 of the wanted one."
        kept = found > 1e-12
        slopes = np.diff(np.log(found[kept])) / np.diff(squares[kept])
        assert (slopes < 0).all(), "Nearer points must have higher probabilities."
        assert np.allclose(slopes, slopes.mean(), rtol=1e-3), (
            "The logarithm of p must fall evenly with the squared distance."
        )
lonely = np.array([5.0, 2.0, 9e6, 3.5, 3.0])  # one point is very far away
for wanted in (1.3, 2.5):
    found = np.asarray(row(lonely.copy(), wanted))
    assert found.shape == (5,), "Far or near, each point must have its probability."
    seen = found[found > 0]
    assert np.isclose(found.sum(), 1), "The probabilities must sum up to 1, also when one point is very far away."
    assert abs(np.exp(-np.sum(seen * np.log(seen))) - wanted) < 0.0011, (
        "One point that is very far away must do no harm."
    )
    assert found[2] < 1e-6, "A point that is very far away has next to no probability."
for size, refused in ((5, 5), (5, 5.5), (5, 1), (5, 0.5), (5, 0), (2, 2.5)):
    try:
        row(np.arange(1.0, size + 1), refused)
    except ValueError:
        continue
    raise AssertionError("A perplexity that is not above 1 and below the number of distances must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "joint-text", "locked": true}
# ## 3. The matrix P (3 points)
#
# Write `joint(X, row)`. Here `row` is a function that you are given: it takes the **squared** distances from one point to all the
# **others**, an array of shape `(N - 1,)` in the order of the rows of `X` with the point itself left out, and returns `N - 1` probabilities in the same order.
#
# Call it once for each point, put what it returns into row $i$ of a matrix with zeros on the diagonal, and make the matrix symmetric: $p_{ij} =
# (p_{j|i} + p_{i|j}) / 2N$.
#
# ```python
# def only_the_nearest(d2):
#     return (d2 == d2.min()) * 1.0
#
# joint(np.array([[0.0], [1.0], [3.0]]), only_the_nearest)
# # array([[0.   , 0.333, 0.   ],
# #        [0.333, 0.   , 0.167],
# #        [0.   , 0.167, 0.   ]])     0 and 1 choose each other, 2 chooses 1
# ```


# %% nbgrader={"grade_id": "joint", "solution": true}
def joint(X, row):
    """Return the symmetric matrix of probabilities of pairs.

    X: array of shape (N, D), N at least 3
    row: function of squared distances (N - 1,) that returns probabilities (N - 1,)
    returns: array of shape (N, N), symmetric, with sum 1
    """
    ### BEGIN SOLUTION
    P = np.zeros((len(X), len(X)))
    for i, x in enumerate(X):
        rest = np.delete(np.arange(len(X)), i)
        p = row(np.square(X[rest] - x).sum(axis=-1))
        P[i, rest] += p
        P[rest, i] += p
    return P / P.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-joint", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
def only_the_nearest(d2):
    """Give all probability to the nearest of two others."""
    assert hasattr(d2, "shape"), "row takes an array, not a list."
    assert np.shape(d2) == (2,), "Of three points, two are the others: row is given shape (2,)."
    return (np.asarray(d2) == np.min(np.asarray(d2))) * 1.0


found = joint(np.array([[0.0], [1.0], [3.0]]), only_the_nearest)
assert np.shape(found) == (3, 3), f"Three points make shape (3, 3), not {np.shape(found)}."
assert np.allclose(found, np.array([[0, 2, 0], [2, 0, 1], [0, 1, 0]]) / 6), (
    "These are not the pairs of the worked example."
)

# %% nbgrader={"grade_id": "test-joint-hidden", "grade": true, "locked": true, "points": 2}
# Task 3, hidden tests: what row is given, and what comes of it.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
number = int(rng.integers(5, 9))
data = rng.normal(size=(number, 4)) + 3
squares = ((data[:, None] - data[None]) ** 2).sum(axis=2)
asked = []


def by_place(d2):
    """Return probabilities that depend on distance and place, and write down what was given."""
    asked.append(np.array(d2, dtype=float))
    shares = np.arange(1, len(asked[-1]) + 1) / (1 + asked[-1])
    return shares / shares.sum()


table = np.zeros((number, number))
for place in range(number):
    rest = [other for other in range(number) if other != place]
    weights = np.arange(1, number) / (1 + squares[place, rest])
    table[place, rest] = weights / weights.sum()
found = np.asarray(joint(data.copy(), by_place))
assert len(asked) == number, "row is called once for each point."
for given in asked:
    assert given.shape == (number - 1,), "row is given the distances to the others, without the point itself."
    errors = [np.abs(given - np.delete(line, at)).max() for at, line in enumerate(squares)]
    assert min(errors) < 1e-4, "row is given squared distances, in the order of the rows of X."
assert found.shape == (number, number), "P has a row and a column for each point."
assert np.allclose(np.diag(found), 0), "The diagonal must be 0."
assert np.allclose(found, found.T), "P must be symmetric."
assert np.isclose(found.sum(), 1), "All of P sums up to 1."
assert np.allclose(found, (table + table.T) / table.sum() / 2, atol=1e-6), (
    "These are not the probabilities of the pairs."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "tail-text", "locked": true}
# ## 4. Loss and gradient, for any tail (5 points)
#
# The chapter measures the plane by Student's t with one degree of freedom. With $a$ degrees of freedom, any number above 0,
#
# $$
# w_{ij} = \Bigl(1 + \frac{s_{ij}}{a}\Bigr)^{-(a + 1)/2}, \qquad s_{ij} = \lVert y_i - y_j \rVert^2, \qquad w_{ii} = 0, \qquad
# q_{ij} = \frac{w_{ij}}{\sum_{k \ne l} w_{kl}} .
# $$
#
# With $a = 1$ this is the chapter's $1 / (1 + s)$; small $a$ makes the tail heavier, and a large one comes near to the bell. Write two functions:
# `loss(P, Y, a)` returns $C = \sum p_{ij} \ln (p_{ij} / q_{ij})$ over all pairs with $p_{ij} > 0$, and `gradient(P, Y, a)` returns
# $\partial C / \partial Y$, an array with the shape of `Y`. From $\partial \ln w / \partial s = -\frac{a + 1}{2a} \big/ \bigl(1 + \frac s a\bigr)$ one gets
#
# $$
# \frac{\partial C}{\partial y_i} = \frac{2 (a + 1)}{a} \sum_j \frac{p_{ij} - q_{ij}}{1 + s_{ij} / a}\, (y_i - y_j) .
# $$
#
# Pairs with $p_{ij} = 0$ add nothing to the loss, but they push in the gradient. Check yours by finite differences, as in the chapter.
#
# ```python
# P = np.array([[0.0, 0.4, 0.1], [0.4, 0.0, 0.0], [0.1, 0.0, 0.0]])
# Y = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
# loss(P, Y, 1.0)        # 0.2329
# gradient(P, Y, 1.0)    # array([[-0.223, 0.025], [0.159, 0.128], [0.064, -0.153]])
# ```


# %% nbgrader={"grade_id": "tail", "solution": true}
def loss(P, Y, a):
    """Return how badly the map Y shows the probabilities P.

    P: array of shape (N, N), symmetric, at least 0, with sum 1 and zeros on the diagonal
    Y: array of shape (N, 2), or with any other number of columns
    a: degrees of freedom, above 0
    returns: number
    """
    ### BEGIN SOLUTION
    s = np.square(Y[:, None] - Y).sum(axis=-1)
    w = (1 + s / a) ** (-(a + 1) / 2)
    np.fill_diagonal(w, 0)
    Q = w / w.sum()
    pair = P > 0
    return (P[pair] * np.log(P[pair] / Q[pair])).sum()
    ### END SOLUTION


def gradient(P, Y, a):
    """Return the derivatives of the loss with respect to the map.

    P, Y, a: as for loss
    returns: array with the shape of Y
    """
    ### BEGIN SOLUTION
    apart = Y[:, None] - Y  # (N, N, 2)
    near = 1 + np.square(apart).sum(axis=-1) / a
    w = near ** (-(a + 1) / 2) - np.eye(len(Y))
    springs = (P - w / w.sum()) / near
    return 2 * (a + 1) / a * (springs[:, :, None] * apart).sum(axis=1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-tail", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
pairs = np.array([[0.0, 0.4, 0.1], [0.4, 0.0, 0.0], [0.1, 0.0, 0.0]])
places = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
assert np.ndim(loss(pairs, places, 1.0)) == 0, "The loss is one number."
assert np.isclose(loss(pairs, places, 1.0), 0.2329, atol=0.001), "This is not the loss of the worked example."
slopes = gradient(pairs, places, 1.0)
assert np.shape(slopes) == (3, 2), f"The gradient has the shape of Y, (3, 2), not {np.shape(slopes)}."
assert np.allclose(slopes, [[-0.223, 0.025], [0.159, 0.128], [0.064, -0.153]], atol=0.001), (
    "This is not the gradient of the worked example."
)

# %% nbgrader={"grade_id": "test-loss-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests of the loss: heavy and light tails, pairs without probability, points in one place.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()


def divergence(P, Y, a):
    """Return the loss by a loop over pairs."""
    weights, total = {}, 0.0
    for i in range(len(Y)):
        for j in range(len(Y)):
            if i != j:
                weights[i, j] = (1 + np.sum((Y[i] - Y[j]) ** 2) / a) ** (-(a + 1) / 2)
    for (i, j), weight in weights.items():
        if P[i, j] > 0:
            total += P[i, j] * np.log(P[i, j] * sum(weights.values()) / weight)
    return total


for tail in (1.0, 0.5, 3.0, float(rng.uniform(5, 9))):
    for columns in (2, 3):
        number = int(rng.integers(4, 6))
        chances = rng.random((number, number))
        chances = np.triu(chances, 1) + np.triu(chances, 1).T
        chances[0, 2] = chances[2, 0] = 0
        chances /= chances.sum()
        layout = rng.normal(0, 2, (number, columns))
        layout[3] = layout[1]
        wanted = divergence(chances, layout, tail)
        assert np.isclose(float(loss(chances.copy(), layout.copy(), tail)), wanted), "The loss is another number."
perfect = (1 - np.eye(3)) / 6
triangle = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, np.sqrt(3.0)]])
assert np.isclose(float(loss(perfect, triangle, 2.0)), 0), "A map that shows P exactly has loss 0."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-gradient-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests of the gradient: heavy and light tails, points in one place, finite differences.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()


def divergence(P, Y, a):
    """Return the loss by a loop over pairs."""
    weights, total = {}, 0.0
    for i in range(len(Y)):
        for j in range(len(Y)):
            if i != j:
                weights[i, j] = (1 + np.sum((Y[i] - Y[j]) ** 2) / a) ** (-(a + 1) / 2)
    for (i, j), weight in weights.items():
        if P[i, j] > 0:
            total += P[i, j] * np.log(P[i, j] * sum(weights.values()) / weight)
    return total


for tail in (1.0, 0.5, 3.0, float(rng.uniform(5, 9))):
    for columns in (2, 3):
        number = int(rng.integers(4, 6))
        chances = rng.random((number, number))
        chances = np.triu(chances, 1) + np.triu(chances, 1).T
        chances[0, 2] = chances[2, 0] = 0
        chances /= chances.sum()
        layout = rng.normal(0, 2, (number, columns))
        layout[3] = layout[1]
        expected = np.zeros(layout.shape)
        for at in np.ndindex(layout.shape):
            step = np.zeros(layout.shape)
            step[at] = 1e-5
            expected[at] = divergence(chances, layout + step, tail) - divergence(chances, layout - step, tail)
        found = np.asarray(gradient(chances.copy(), layout.copy(), tail))
        assert found.shape == layout.shape, "The gradient has the shape of Y."
        assert np.allclose(found, expected / 2e-5, atol=1e-5), "The gradient is not that of the loss."
        assert np.allclose(found.sum(axis=0), 0, atol=1e-6), (
            "To move all points alike changes nothing: gradients sum to 0."
        )
perfect = (1 - np.eye(3)) / 6
triangle = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, np.sqrt(3.0)]])
found = gradient(perfect, triangle, 2.0)
assert np.shape(found) == (3, 2), "A map that shows P exactly must have a gradient for each coordinate."
assert np.allclose(found, 0), "A map that shows P exactly has gradient 0."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "continuity-text", "locked": true}
# ## 5. What the map tears apart (4 points)
#
# Trustworthiness looks at words that are near on the map and asks whether they belong there. Its counterpart, **continuity**, looks at words that
# belong together and asks whether the map keeps them so. Let $V_i$ be the points that are among the $k$ nearest of $i$ **in the space** but
# not **on the map**, and let $\hat r(i, j)$ be the rank of $j$ **on the map**: 1 for the nearest point to $i$, 2 for the next. Then
#
# $$
# 1 - \frac{2}{N k (2N - 3k - 1)} \sum_i \sum_{j \in V_i} \bigl(\hat r(i, j) - k\bigr) .
# $$
#
# Write `continuity(X, Y, k)`. A point is never its own neighbour. In the tests no two points coincide, and no point has two
# others at the same distance, in the space or on the map.
#
# ```python
# X = np.array([[0.0], [1.0], [2.1], [3.3], [4.6]])
# Y = np.array([[9.0], [1.0], [2.1], [3.3], [4.6]])   # the first point was torn away
# continuity(X, X, 1)    # 1.0
# continuity(X, Y, 1)    # 0.6: points 0 and 1 are nearest to each other, and on the map both ranks are 4: 1 - 2 * 6 / 30
# ```


# %% nbgrader={"grade_id": "continuity", "solution": true}
def continuity(X, Y, k):
    """Return how well the map Y keeps the neighbours of X together.

    X: points in the space, array of shape (N, D)
    Y: the same points on the map, array of shape (N, 2), or with any other number of columns
    k: number of neighbours, at least 1 and below N / 2
    returns: number, 1 when no neighbour is lost
    """
    ### BEGIN SOLUTION
    in_space, on_map = (np.square(Z[:, None] - Z).sum(axis=-1).argsort().argsort() for Z in (X, Y))  # 0: itself
    lost = np.maximum(on_map - k, 0)[in_space <= k].sum()
    N = len(X)
    return 1 - 2 * lost / (N * k * (2 * N - 3 * k - 1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-continuity", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
line = np.array([[0.0], [1.0], [2.1], [3.3], [4.6]])
torn = np.array([[9.0], [1.0], [2.1], [3.3], [4.6]])
assert np.ndim(continuity(line, torn, 1)) == 0, "Continuity is one number."
assert np.isclose(continuity(line, line, 1), 1), "A map that is the space itself loses no neighbour."
assert np.isclose(continuity(line, torn, 1), 0.6), "This is not the continuity of the worked example."

# %% nbgrader={"grade_id": "test-continuity-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: drawn maps, other k, and what must change nothing.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for number, near in ((7, 1), (8, 3), (13, 4), (9, 2)):
    data, layout = rng.normal(size=(number, 5)) + 2, rng.normal(size=(number, 2))
    penalty = 0
    for i in range(number):
        others = [j for j in range(number) if j != i]
        close = sorted(others, key=lambda j, i=i, data=data: np.sum((data[i] - data[j]) ** 2))[:near]
        order = sorted(others, key=lambda j, i=i, layout=layout: np.sum((layout[i] - layout[j]) ** 2))
        penalty += sum(max(0, order.index(j) + 1 - near) for j in close)
    wanted = 1 - 2 * penalty / (number * near * (2 * number - 3 * near - 1))
    found = float(continuity(data.copy(), layout.copy(), near))
    assert np.isclose(found, wanted), "The continuity of this map is another number."
    moved = layout @ np.array([[0.6, -0.8], [0.8, 0.6]]) * 7 + 3
    assert np.isclose(float(continuity(data.copy(), moved, near)), wanted), "Turned and enlarged, a map is as good."
    assert np.isclose(float(continuity(data.copy(), 5 - data, near)), 1), (
        "Where all neighbours are kept, continuity is 1."
    )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "read-text", "locked": true}
# ## 6. Read a map (3 points)
#
# A colleague shows a t-SNE map of the words in a company's letters (perplexity 5, one seed) and writes: *"The map shows six topics. Complaints are the
# broadest topic, for their island is the largest. Invoices and deliveries have least to do with each other: their islands lie
# farthest apart. The thin bridge between two islands is a topic of its own."*
#
# Answer in four to seven sentences. Which of these claims does the map not support, and what can cause what was seen instead? And which checks,
# on the map or away from it, would you ask for before anyone acts on it?
#
# A person reads this. One point each: size, with its cause (room goes by the number of points, each point has its own bandwidth); distance
# between islands **and** number of islands or bridge, with their cause (far pairs have $p$ near 0; low perplexity makes clumps even in random
# vectors; a start can tear or join); at least two useful checks (other perplexities and seeds; distances, neighbours or clustering in the full space;
# trustworthiness or continuity against chance; PCA for large distances).

# %% [markdown] nbgrader={"grade_id": "read", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# None of the four claims follows from the map. An island is large when it has many points, since every point has a bandwidth of its own and
# gets about as much room as any other; complaints may just be more frequent words. How far apart two islands lie says next to nothing,
# because $p$ is nearly 0 for all pairs in different islands. With perplexity 5 even random vectors fall into clumps, so six islands need
# not be six topics, and a bridge can come from the start. I would ask for maps with several perplexities and seeds, and believe only what
# stays. Then I would compute the spread of each topic and the distances between topics in the full space, look at true nearest neighbours of
# words on the bridge, and report trustworthiness and continuity beside those of a random map.
# ### END SOLUTION
