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
# # Exercise 12: neighbours
#
# You will write the tools with which one looks into a table of word vectors: cosines, nearest neighbours, analogies, a count
# of hubs, and a repair for vectors that all lean to one side. Allow 40 minutes. Chapter 12 of the book, *Neighbours*, has all
# you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. cosines | 4 |
# | 2. nearest neighbours | 4 |
# | 3. analogies | 4 |
# | 4. hubs | 3 |
# | 5. the common part | 4 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import warnings

import numpy as np

# four words on a square, and one far out
square = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 2.0], [2.0, 1.0], [5.0, -5.0]])

# %% [markdown] nbgrader={"grade_id": "cosines-text", "locked": true}
# ## 1. Cosines (4 points)
#
# Write `cosines(A, B)`: row `i`, column `j` of the result is the cosine of row `i` of `A` and row `j` of `B`.
#
# - `A` has shape `(N, D)`, `B` has shape `(M, D)`, so the result has shape `(N, M)`. `N` or `M` may be 0.
# - A vector of zeros, such as the row of padding, has no direction: its cosine with every vector is 0. No warning, no `nan`.
#
# ```python
# cosines(np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([[1.0, 0.0], [-6.0, -8.0]]))
# # array([[ 0.6, -1. ],
# #        [ 0. ,  0. ]])
# ```


# %% nbgrader={"grade_id": "cosines", "solution": true}
def cosines(A, B):
    """Return the cosine of each row of A with each row of B.

    A: array of shape (N, D)
    B: array of shape (M, D)
    returns: array of shape (N, M), from -1 to 1, 0 where a vector is all zeros
    """
    ### BEGIN SOLUTION
    unit = []
    for rows in (A, B):
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        unit.append(rows / lengths)
    return unit[0] @ unit[1].T
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-cosines", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
found = cosines(np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([[1.0, 0.0], [-6.0, -8.0]]))
assert np.shape(found) == (2, 2), f"Two rows and two rows make shape (2, 2), not {np.shape(found)}."
assert np.allclose(found, [[0.6, -1], [0, 0]]), "These are not the cosines of the worked example."
assert np.shape(cosines(np.ones((3, 2)), np.ones((5, 2)))) == (3, 5), "Three rows and five rows make shape (3, 5)."

# %% nbgrader={"grade_id": "test-cosines-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: drawn vectors, rows of zeros on both sides, no rows at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for rows, columns, width in ((4, 6, 3), (5, 2, 7), (1, 1, 1), (3, 0, 2), (0, 4, 2)):
    left, right = rng.normal(size=(rows, width)) * 3, rng.normal(size=(columns, width)) * 5
    if rows > 2:
        left[1] = 0
    if columns > 2:
        right[2] = 0
    expected = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            lengths = np.sqrt((left[i] ** 2).sum() * (right[j] ** 2).sum())
            expected[i, j] = (left[i] * right[j]).sum() / lengths if lengths > 0 else 0
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        found = np.asarray(cosines(left.copy(), right.copy()))
    assert not warned, "This must work without a warning."
    assert found.shape == (rows, columns), "There is one row for each row of A and one column for each row of B."
    assert not np.isnan(found).any(), "A vector of zeros must not make nan."
    assert np.allclose(found, expected, atol=1e-6), "Some cosines are not what they must be."
tiny = np.array([[1e-5, 0.0], [0.0, -1e-5]])
found = cosines(tiny.copy(), tiny.copy())
assert np.shape(found) == (2, 2), "Short vectors, too, must have a cosine for each pair."
assert np.allclose(found, [[1, 0], [0, 1]], atol=1e-4), (
    "A short vector has a direction like any other: only a vector of zeros has none."
)
whole = np.array([[3, 4], [0, 2]])
found = cosines(whole.copy(), whole.copy())
assert np.shape(found) == (2, 2), "Vectors of whole numbers, too, must have a cosine for each pair."
assert np.allclose(found, [[1, 0.8], [0.8, 1]]), "Whole numbers are vectors too; their unit vectors are none."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "nearest-text", "locked": true}
# ## 2. Nearest neighbours (4 points)
#
# Write `nearest(E, query, k)`: the indices of the `k` rows of `E` whose cosine with row `query` is highest, the nearest first.
#
# - The word itself is **not** among its neighbours, also if another row points the very same way.
# - If there are fewer than `k` other rows, return all of them.
# - `query` is an index from 0 to `V - 1`; anything outside, also a negative number, must raise `IndexError`.
# - No row of `E` is all zeros.
#
# ```python
# square = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 2.0], [2.0, 1.0], [5.0, -5.0]])
# nearest(square, 0, 3)   # [2, 1, 3]: row 2 points the same way, then come 45 and 63 degrees
# ```


# %% nbgrader={"grade_id": "nearest", "solution": true}
def nearest(E, query, k):
    """Return the indices of the k nearest other rows by cosine, the nearest first.

    E: array of shape (V, D) without rows of zeros
    query: index of a row
    k: how many, 1 or more
    returns: min(k, V - 1) indices, an array or a list
    raises: IndexError for a query outside 0 ... V - 1
    """
    ### BEGIN SOLUTION
    if query not in range(len(E)):
        raise IndexError(f"query {query} is outside 0 ... {len(E) - 1}")
    (scores,) = cosines(E[[query]], E)
    order = np.argsort(-scores)
    return order[order != query][:k]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-nearest", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
assert [int(i) for i in nearest(square, 0, 3)] == [2, 1, 3], "The three nearest to row 0 are rows 2, 1 and 3."
assert len(nearest(square, 1, 2)) == 2, "k = 2 asks for two indices."

# %% nbgrader={"grade_id": "test-nearest-hidden", "grade": true, "locked": true, "points": 3}
# Task 2, hidden tests: drawn tables, copies of the query, more neighbours than rows, indices outside.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for rows, k in ((9, 1), (12, 5), (6, 5), (6, 20), (1, 3)):
    angles = rng.permutation(np.linspace(0.1, 3.0, rows))
    table = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(0.2, 9, size=(rows, 1))
    asked = int(rng.integers(0, rows))
    others = sorted((i for i in range(rows) if i != asked), key=lambda i: abs(angles[i] - angles[asked]))
    far = [abs(angles[i] - angles[asked]) for i in others]
    found = [int(i) for i in nearest(table.copy(), asked, k)]
    assert asked not in found, "A word is not its own neighbour."
    assert len(found) == min(k, rows - 1), "There are k neighbours, or all others if they are fewer."
    assert len(set(found)) == len(found), "No row is a neighbour twice."
    assert np.allclose([abs(angles[i] - angles[asked]) for i in found], far[:k]), (
        "These are not the nearest rows by cosine, the nearest first. Lengths must not matter."
    )
copies = np.array([[2.0, 1.0], [4.0, 2.0], [2.0, 1.0], [-1.0, 3.0]])
for asked in (0, 1, 2):
    found = [int(i) for i in nearest(copies.copy(), asked, 2)]
    assert sorted(found) == [i for i in (0, 1, 2) if i != asked], (
        "Rows that point the same way are neighbours of the query; only the query itself is left out."
    )
for outside in (-1, 4, 17):
    try:
        nearest(copies.copy(), outside, 2)
    except IndexError:
        continue
    except Exception as other:
        raise AssertionError("A query outside 0 ... V - 1 must raise IndexError, not another error.") from other
    raise AssertionError("A query outside 0 ... V - 1 must raise IndexError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "analogy-text", "locked": true}
# ## 3. Analogies (4 points)
#
# *a is to b as c is to …*: write `analogy(E, a, b, c, exclude)`, where `a`, `b` and `c` are indices.
#
# 1. Scale all rows of `E` to length 1.
# 2. Compute `b - a + c` with the scaled rows.
# 3. Return the index of the row with the highest cosine to it. If `exclude` is `True`, the rows `a`, `b` and `c` are out of the
#    question; if it is `False`, every row may be the answer.
#
# No row of `E` is all zeros. `E` itself stays as it is.
#
# ```python
# analogy(square, 0, 1, 3, exclude=True)    # 4
# analogy(square, 0, 1, 3, exclude=False)   # 3: one of the question itself
# ```


# %% nbgrader={"grade_id": "analogy", "solution": true}
def analogy(E, a, b, c, exclude):
    """Return the index of the row nearest to b - a + c, all rows scaled to length 1.

    E: array of shape (V, D) without rows of zeros
    a, b, c: indices of rows
    exclude: whether a, b and c are left out
    returns: an index
    """
    ### BEGIN SOLUTION
    unit = E / np.sqrt((E**2).sum(axis=1, keepdims=True))
    scores = unit @ (unit[b] - unit[a] + unit[c])
    if exclude:
        scores[[a, b, c]] = -np.inf
    return int(scores.argmax())
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-analogy", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
assert int(analogy(square, 0, 1, 3, exclude=True)) == 4, "Without rows 0, 1 and 3 the answer is row 4."
assert int(analogy(square, 0, 1, 3, exclude=False)) == 3, "If nothing is left out the answer is row 3."

# %% nbgrader={"grade_id": "test-analogy-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: drawn tables with and without exclusion, lengths, a table that must stay as it is.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
kept_in, changed_by_lengths = 0, 0
for _ in range(40):
    table = rng.normal(size=(9, 4)) * rng.uniform(0.3, 6, size=(9, 1))
    a, b, c = (int(i) for i in rng.choice(9, 3, replace=False))
    scaled = table / np.sqrt((table**2).sum(axis=1))[:, np.newaxis]
    scores = scaled @ (scaled[b] - scaled[a] + scaled[c])
    margin = np.sort(scores)[-2:]
    if margin[1] - margin[0] > 1e-6:
        given = table.copy()
        assert int(analogy(given, a, b, c, exclude=False)) == int(scores.argmax()), (
            "If nothing is left out, the answer is the row with the highest cosine of all."
        )
        assert np.allclose(given, table), "E must stay as it is."
        kept_in += int(scores.argmax() in (a, b, c))
    scores[[a, b, c]] = -9
    margin = np.sort(scores)[-2:]
    if margin[1] - margin[0] > 1e-6:
        assert int(analogy(table.copy(), a, b, c, exclude=True)) == int(scores.argmax()), (
            "With exclusion, the answer is the best row that is none of the three, by cosine of scaled rows."
        )
assert kept_in > 0, "The rows of the question must be possible answers if exclude is False."
same = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.2], [-3.0, -1.0]])
assert int(analogy(same.copy(), 1, 1, 0, exclude=True)) in (2, 3), "a and b may be the same row."
opposite = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0], [0.6, -1.0]])
assert int(analogy(opposite.copy(), 1, 0, 0, exclude=True)) == 3, "The cosine of the answer may be small or negative."
behind = np.array([[-1.0, 0.1], [1.0, 0.1], [1.0, -0.2], [-1.0, -0.3]])
assert int(analogy(behind.copy(), 0, 1, 2, exclude=True)) == 3, "A row with a negative cosine may be the only one left."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "hubs-text", "locked": true}
# ## 4. Hubs (3 points)
#
# Write `k_occurrence(E, k)`: for each row of `E`, **in how many lists** of the `k` nearest other rows it stands. The nearest are meant
# by cosine, as in task 2. The result is a sequence of `V` whole numbers, whose sum is `V * k`. `k` is at least 1 and below `V`, and no
# row of `E` is all zeros.
#
# ```python
# k_occurrence(square, 1)   # [1, 1, 1, 2, 0]: row 3 is the nearest of rows 1 and 4, row 4 is nearest to none
# ```


# %% nbgrader={"grade_id": "hubs", "solution": true}
def k_occurrence(E, k):
    """Return how often each row is among the k nearest of other rows.

    E: array of shape (V, D) without rows of zeros
    k: length of each list, from 1 to V - 1
    returns: V whole numbers
    """
    ### BEGIN SOLUTION
    lists = [nearest(E, query, k) for query in range(len(E))]
    return np.bincount(np.concatenate(lists), minlength=len(E))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-hubs", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
counts = k_occurrence(square, 1)
assert len(counts) == 5, "There is one number for each of the five rows."
assert [int(n) for n in counts] == [1, 1, 1, 2, 0], "Row 3 is the nearest of two rows, row 4 of none."

# %% nbgrader={"grade_id": "test-hubs-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests: drawn tables, other k, rows that are in no list.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for rows, k in ((7, 1), (12, 3), (5, 4), (30, 6)):
    angles = rng.permutation(np.cumsum(rng.uniform(0.01, 0.2, size=rows) * (2.5 / rows / 0.1)) + 0.05)
    table = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(0.3, 4, size=(rows, 1))
    expected = [0] * rows
    for query in range(rows):
        order = sorted((i for i in range(rows) if i != query), key=lambda i: abs(angles[i] - angles[query]))
        for i in order[:k]:
            expected[i] += 1
    found = [int(n) for n in k_occurrence(table.copy(), k)]
    assert len(found) == rows, "There is one number for each row, also for one that is in no list."
    assert sum(found) == rows * k, "Each of the V rows fills a list of k places."
    assert found == expected, "The numbers must say in how many lists each row stands, by cosine."
twins = np.array([[3.0, 0.0], [0.0, 2.0], [1.0, 0.0], [0.0, 5.0]])
assert [int(n) for n in k_occurrence(twins.copy(), 1)] == [1, 1, 1, 1], (
    "Rows that point the same way are neighbours of each other; only the row itself is left out."
)
lonely = np.array([[3.0, 0.3], [2.0, 0.4], [0.1, 5.0], [0.5, 5.0], [-1.0, -0.3]])
assert [int(n) for n in k_occurrence(lonely.copy(), 1)] == [1, 1, 2, 1, 0], (
    "There is one number for each row, also for a last row that is in no list."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "common-text", "locked": true}
# ## 5. The common part (4 points)
#
# If all vectors lean to one side, their cosines say little. A repair in two steps: subtract the mean of all rows, then take out the
# directions in which the centred rows still differ most. Write `without_common(E, directions)`:
#
# 1. $X = E - \text{mean of the rows of } E$.
# 2. The `directions` first right singular vectors $u_1, u_2, \dots$ of $X$ (rows of `Vt` in `np.linalg.svd`) are the
#    directions with the most spread. Take each of them out of every row: $x - \sum_i (x \cdot u_i)\, u_i$.
#
# `directions` is 0 or more and below `D`; with 0 only the mean is subtracted. `E` itself stays as it is.
#
# ```python
# without_common(np.array([[1.0, 9.0], [3.0, 1.0], [2.0, 2.0]]), 0)
# # array([[-1.,  5.], [ 1., -3.], [ 0., -2.]])
# ```


# %% nbgrader={"grade_id": "common", "solution": true}
def without_common(E, directions):
    """Return the rows without their mean and without the directions of most spread.

    E: array of shape (V, D)
    directions: how many, from 0 to D - 1
    returns: array of shape (V, D)
    """
    ### BEGIN SOLUTION
    X = E - E.mean(axis=0)
    strongest = np.linalg.svd(X)[2][:directions]  # (directions, D)
    return X - X @ strongest.T @ strongest
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-common", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
given = np.array([[1.0, 9.0], [3.0, 1.0], [2.0, 2.0]])
repaired = without_common(given, 0)
assert np.shape(repaired) == (3, 2), f"The table keeps its shape (3, 2), not {np.shape(repaired)}."
assert np.allclose(repaired, [[-1, 5], [1, -3], [0, -2]]), "With 0 directions only the mean is subtracted."
assert np.shape(without_common(given, 1)) == (3, 2), "Taking out a direction leaves the shape as it is."
assert np.allclose(given, [[1, 9], [3, 1], [2, 2]]), "E itself must stay as it is."

# %% nbgrader={"grade_id": "test-common-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: drawn tables that lean to one side, several directions.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for rows, width, directions in ((40, 5, 1), (60, 6, 3), (30, 4, 0), (25, 3, 2), (8, 12, 3)):
    axes = np.linalg.qr(rng.normal(size=(width, width)))[0]
    spread = 3.0 ** -np.arange(width)
    table = rng.normal(size=(rows, width)) * spread @ axes + rng.normal(size=width) * 4
    centred = table - table.sum(axis=0) / rows
    covariance = centred.T @ centred
    strongest = np.linalg.eigh(covariance)[1][:, ::-1][:, :directions]
    expected = centred - centred @ strongest @ strongest.T
    given = table.copy()
    found = np.asarray(without_common(given, directions))
    assert np.allclose(given, table), "E must stay as it is."
    assert found.shape == (rows, width), "The table keeps its shape."
    assert np.allclose(found.mean(axis=0), 0, atol=1e-6), "The mean of the rows must be 0 afterwards."
    assert np.allclose(found @ strongest, 0, atol=1e-6), "The directions of most spread must be gone from every row."
    assert np.allclose(found, expected, atol=1e-6), "Everything but the mean and these directions must stay."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# A colleague shows you a table of vectors: "The nearest neighbour of *good* is *bad*, with a cosine of 0.8, so the vectors are useless.
# But *king − man + woman* gives *queen*, so they understand language." Answer in four to six sentences: why can *bad* be close to *good*
# in a table that is all right? What must be known before 0.8 says anything? Which two controls does the analogy need?
#
# A person reads this. One point each: opposites stand in the same places, and the vectors were made from places; the cosine has
# to be compared with those of random pairs of the same table (of similar frequency); the analogy must be tried without excluding the words of the
# question (or compared with the nearest neighbour of the third word alone), and on a list fixed beforehand instead of one example.

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Vectors like these are made from the words around a word, and opposites have the same words around them: a film is good or bad, the weather is
# good or bad. So they must come close, and that is no fault of the table. A cosine of 0.8 is large only if words that have nothing to do with
# each other have much smaller ones; where all vectors lean to one side, random frequent words can be at 0.4 or more, so I would first draw
# random pairs. The analogy was found while *king*, *man* and *woman* were not allowed as answers; I would run it again without this rule and also
# look at the nearest neighbour of *woman* alone. And one example proves nothing: it takes a list of pairs that was fixed before anybody looked.
# ### END SOLUTION
