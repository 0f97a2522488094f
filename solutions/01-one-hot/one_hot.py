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
# # Exercise 1: one-hot vectors
#
# You will write the three functions that turned words into numbers before there were embedding layers, count what they
# cost, and see what they cannot say. Allow 30 minutes. Chapter 1 of the book, *Words as symbols*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. one-hot vectors | 4 |
# | 2. back to indices | 3 |
# | 3. bag of words | 4 |
# | 4. what it costs | 3 |
# | 5. distances | 3 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import numpy as np

# %% [markdown] nbgrader={"grade_id": "one-hot-text", "locked": true}
# ## 1. One-hot vectors (4 points)
#
# A word is given by its index in the vocabulary. Its one-hot vector has one place for each word of the vocabulary: a 1
# at the word's own place, 0 everywhere else. Write `one_hot(indices, depth)`:
#
# - `indices` is a sequence or an array of whole numbers, of any shape: `()` for a single index, `(T,)` for a sentence,
#   `(B, T)` for a batch. It may be empty: an empty list has shape `(0,)`.
# - The result is a NumPy array of shape `indices.shape + (depth,)`, of a numeric type of your choice (`bool` is not one).
# - An index below 0 or not below `depth` is a mistake: raise `ValueError`.
#
# ```python
# one_hot([2, 0, 2], 4)
# # array([[0., 0., 1., 0.],
# #        [1., 0., 0., 0.],
# #        [0., 0., 1., 0.]])
# ```


# %% nbgrader={"grade_id": "one-hot", "solution": true}
def one_hot(indices, depth):
    """Turn indices into one-hot vectors.

    indices: whole numbers from 0 to depth - 1, any shape
    depth: size V of the vocabulary
    returns: array of shape indices.shape + (depth,)
    raises: ValueError for an index outside 0 ... depth - 1
    """
    ### BEGIN SOLUTION
    indices = np.asarray(indices, dtype=int)
    if indices.size and (indices.min() < 0 or indices.max() >= depth):
        raise ValueError(f"indices must lie in 0 ... {depth - 1}")
    return np.eye(depth)[indices]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-one-hot", "grade": true, "locked": true, "points": 1}
# Task 1, shapes: a sentence, a batch, a single index.
vectors = one_hot([2, 0, 2], 4)
assert isinstance(vectors, np.ndarray), f"one_hot must return a NumPy array, not {type(vectors)}."
assert vectors.shape == (3, 4), f"3 indices and depth 4 make shape (3, 4), not {vectors.shape}."
assert one_hot([[0, 1], [1, 2]], 3).shape == (2, 2, 3), "A batch of shape (2, 2) with depth 3 makes shape (2, 2, 3)."
assert one_hot(1, 3).shape == (3,), "A single index makes a single vector of shape (depth,)."

# %% nbgrader={"grade_id": "test-one-hot-hidden", "grade": true, "locked": true, "points": 2}
# Task 1, hidden tests: values for indices of any shape, repeated ones too.
### BEGIN HIDDEN TESTS
assert np.array_equal(one_hot([2, 0, 2], 4), [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]]), (
    "Each row has a single 1, in the column of its index, counted from 0."
)
rng = np.random.default_rng()
for shape in [(7,), (2, 3), (2, 3, 4), (1, 1)]:
    depth = int(rng.integers(5, 12))
    drawn = rng.integers(0, depth, size=shape)
    expected = drawn[..., np.newaxis] == np.arange(depth)
    coded = one_hot(drawn, depth)
    assert isinstance(coded, np.ndarray), "one_hot must return a NumPy array for every shape of input."
    assert coded.shape == (*shape, depth), "The result has the shape of the indices, then depth."
    assert np.issubdtype(coded.dtype, np.number), "The result must hold numbers."
    assert np.array_equal(coded, expected), "Some entries are not what they must be."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-one-hot-edges", "grade": true, "locked": true, "points": 1}
# Task 1, hidden tests: empty input, the first and last index, indices out of range.
### BEGIN HIDDEN TESTS
for empty, shape in (([], (0, 4)), (np.zeros((3, 0), dtype=int), (3, 0, 4))):
    coded = one_hot(empty, 4)
    assert isinstance(coded, np.ndarray), "one_hot must return a NumPy array also for an empty input."
    assert coded.shape == shape, "The result has the shape of the indices, then depth, also for an empty input."
assert np.array_equal(one_hot(4, 5), [0, 0, 0, 0, 1]), "The last word of the vocabulary has its 1 at the very end."
assert np.array_equal(one_hot((0,), 1), [[1]]), "A vocabulary of one word has vectors of length one."
for outside in ([5], [-1], [0, -3], [[1, 2], [3, 9]]):
    try:
        one_hot(outside, 5)
    except ValueError:
        continue
    except Exception as other:
        raise AssertionError("An index outside 0 ... depth - 1 must raise ValueError, not another error.") from other
    raise AssertionError("An index below 0 or not below depth must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "decode-text", "locked": true}
# ## 2. Back to indices (3 points)
#
# No word is lost in a one-hot vector: write `from_one_hot(vectors)`, which turns an array of shape `(..., depth)` back
# into the indices, an integer array of shape `(...)`: one index for a single vector of shape `(depth,)`, and integers also
# where the vectors hold floating-point numbers. A vector that is not one-hot (not exactly one 1, or anything other than 0
# and 1) is a mistake: raise `ValueError`. Ask this of each vector, not of all of them together.
#
# ```python
# from_one_hot(np.array([[0, 0, 1, 0], [1, 0, 0, 0]]))
# # array([2, 0])
# ```


# %% nbgrader={"grade_id": "decode", "solution": true}
def from_one_hot(vectors):
    """Turn one-hot vectors back into indices.

    vectors: array of shape (..., depth)
    returns: integer array of shape (...)
    raises: ValueError if a vector is not one-hot
    """
    ### BEGIN SOLUTION
    vectors = np.asarray(vectors)
    only_zeros_and_ones = np.isin(vectors, (0, 1)).all()
    if not only_zeros_and_ones or (vectors.sum(axis=-1) != 1).any():
        raise ValueError("every vector needs exactly one 1 and zeros elsewhere")
    return vectors.argmax(axis=-1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-decode", "grade": true, "locked": true, "points": 1}
# Task 2, shape and type.
decoded = from_one_hot(np.array([[0, 0, 1, 0], [1, 0, 0, 0]]))
assert np.shape(decoded) == (2,), f"Two vectors make two indices, shape (2,), not {np.shape(decoded)}."
assert np.issubdtype(np.asarray(decoded).dtype, np.integer), "Indices are whole numbers: return an integer array."

# %% nbgrader={"grade_id": "test-decode-hidden", "grade": true, "locked": true, "points": 1}
# Task 2, hidden tests: values, batches, floating-point vectors, a large vocabulary.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape, depth in [((6,), int(rng.integers(4, 9))), ((3, 2), 7), ((4, 1), 5), ((), 4), ((9,), 700)]:
    drawn = rng.integers(depth // 2, depth, size=shape)
    for kind in (float, np.int64):
        coded = (drawn[..., np.newaxis] == np.arange(depth)).astype(kind)
        decoded = from_one_hot(coded)
        assert np.shape(decoded) == shape, "The indices have the shape of the vectors without the last axis."
        assert np.issubdtype(np.asarray(decoded).dtype, np.integer), "Indices are integers, whatever the vectors hold."
        assert np.array_equal(decoded, drawn), "Some indices are not the places of the ones."
assert np.array_equal(from_one_hot(np.array([[[0, 1]], [[1, 0]]])), [[1], [0]]), "A batch keeps its shape."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-decode-refused", "grade": true, "locked": true, "points": 1}
# Task 2, hidden tests: vectors that are not one-hot.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
place = int(rng.integers(1, 6))
assert np.array_equal(from_one_hot(np.eye(6)[[place]]), [place]), "A vector that is one-hot must not be refused."
for broken in (
    [[0, 0, 0]],
    [[1, 1, 0], [0, 0, 0]],
    [[1, 0.5, -0.5]],
    [[0.5, 0.5, 0], [1, 0, 0]],
    [[1, 1, 0]],
    [[0.5, 0.5, 0]],
    [[2, -1, 0]],
    [[0, 1, 0], [0, 0, 2]],
    [[0, 1], [1, 1]],
    [[0, 1, 0], [2, -1, 0]],
):
    try:
        from_one_hot(np.array(broken))
    except ValueError:
        continue
    raise AssertionError("A vector that is not one-hot must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "bag-text", "locked": true}
# ## 3. Bag of words (4 points)
#
# A document is the sum of the one-hot vectors of its words: at each place stands how often that word occurs. Order is
# lost, counts are kept. Write `bag_of_words(documents, depth)`:
#
# - `documents` is a list of B documents, each a list of indices; they may differ in length. A document may be empty, and
#   so may the whole list: then the shape is `(0, depth)`.
# - The result is a NumPy array of whole numbers (an integer type) of shape `(B, depth)`.
# - Index 0 is padding in this course: it fills up short documents and is **not** counted. Column 0 stays 0.
# - An index below 0 or not below `depth` raises `ValueError`.
#
# ```python
# bag_of_words([[1, 2, 3, 4, 1], [2, 2, 0, 0]], 5)
# # array([[0, 2, 1, 1, 1],
# #        [0, 0, 2, 0, 0]])
# ```


# %% nbgrader={"grade_id": "bag", "solution": true}
def bag_of_words(documents, depth):
    """Count the words of each document; index 0 is padding and is not counted.

    documents: list of B lists of indices
    depth: size V of the vocabulary, padding included
    returns: integer array of shape (B, depth)
    raises: ValueError for an index outside 0 ... depth - 1
    """
    ### BEGIN SOLUTION
    counts = np.zeros((len(documents), depth), dtype=int)
    for row, document in enumerate(documents):
        for index in document:
            if not 0 <= index < depth:
                raise ValueError(f"indices must lie in 0 ... {depth - 1}")
            counts[row, index] += 1
    counts[:, 0] = 0
    return counts
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-bag", "grade": true, "locked": true, "points": 1}
# Task 3, shape and type.
bags = bag_of_words([[1, 2, 3, 4, 1], [2, 2, 0, 0]], 5)
assert isinstance(bags, np.ndarray), f"bag_of_words must return a NumPy array, not {type(bags)}."
assert bags.shape == (2, 5), f"Two documents and depth 5 make shape (2, 5), not {bags.shape}."
assert np.issubdtype(bags.dtype, np.integer), f"Counts are whole numbers: use an integer type, not {bags.dtype}."

# %% nbgrader={"grade_id": "test-bag-hidden", "grade": true, "locked": true, "points": 2}
# Task 3, hidden tests: repeated words, padding, long documents.
### BEGIN HIDDEN TESTS
assert np.array_equal(bag_of_words([[1, 2, 3, 4, 1], [2, 2, 0, 0]], 5), [[0, 2, 1, 1, 1], [0, 0, 2, 0, 0]]), (
    "A word that occurs twice counts twice, and padding does not count."
)
rng = np.random.default_rng()
depth = int(rng.integers(6, 10))
drawn = [rng.integers(0, depth, size=int(length)).tolist() for length in rng.integers(1, 30, size=6)]
expected = [[0] + [document.count(word) for word in range(1, depth)] for document in drawn]
assert np.array_equal(bag_of_words(drawn, depth), expected), "Some counts are not what they must be."
assert np.array_equal(bag_of_words([[2] * 300], 3), [[0, 0, 300]]), "In a long document counts can be large."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-bag-edges", "grade": true, "locked": true, "points": 1}
# Task 3, hidden tests: empty documents, indices out of range.
### BEGIN HIDDEN TESTS
assert np.array_equal(bag_of_words([[0, 0], []], 3), np.zeros((2, 3))), "Nothing but padding, or nothing: no counts."
assert np.shape(bag_of_words([], 4)) == (0, 4), "No document at all makes shape (0, depth)."
for outside in ([[1, 4]], [[0, 1], [-1]], [[1, 4], [1]], [[-1], []]):
    try:
        bag_of_words(outside, 4)
    except ValueError:
        continue
    raise AssertionError("An index below 0 or not below depth must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "cost-text", "locked": true}
# ## 4. What it costs (3 points)
#
# Write `one_hot_bytes(words, depth, bytes_per_number=4)`: how many bytes a text of `words` words takes as one-hot
# vectors; and `index_bytes(words, depth)`: how many it takes as indices, when each index is stored in the smallest of
# 1, 2, 4 or 8 bytes that can hold `depth` different values (one byte holds 256). Both return a whole number (`int`).
#
# ```python
# one_hot_bytes(1000, 2000)   # 8000000
# index_bytes(1000, 2000)     # 2000
# ```


# %% nbgrader={"grade_id": "cost", "solution": true}
def one_hot_bytes(words: int, depth: int, bytes_per_number: int = 4) -> int:
    """Bytes of `words` one-hot vectors of length `depth`."""
    ### BEGIN SOLUTION
    return words * depth * bytes_per_number
    ### END SOLUTION


def index_bytes(words: int, depth: int) -> int:
    """Bytes of `words` indices, each in the smallest of 1, 2, 4 or 8 bytes that can hold `depth` values."""
    ### BEGIN SOLUTION
    size = 1
    while depth > 256**size:
        size *= 2
    return words * size
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-cost", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example, and the type.
assert one_hot_bytes(1000, 2000) == 8_000_000, "1000 vectors of 2000 numbers of 4 bytes are 8000000 bytes."
assert index_bytes(1000, 2000) == 2000, "2000 values fit into 2 bytes; 1000 such indices take 2000 bytes."
assert isinstance(one_hot_bytes(3, 4), (int, np.integer)), "A number of bytes is a whole number: an int."
assert isinstance(index_bytes(3, 4), (int, np.integer)), "A number of bytes is a whole number: an int."

# %% nbgrader={"grade_id": "test-cost-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests: other sizes, and the sizes where one byte more is needed.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
words, depth, width = (int(n) for n in rng.integers(2, 1000, size=3))
assert one_hot_bytes(words, depth) == words * depth * 4, "Without a third argument each number takes 4 bytes."
assert one_hot_bytes(words, depth, width) == words * depth * width, "The third argument is the size of one number."
assert one_hot_bytes(words, depth, bytes_per_number=8) == words * depth * 8, "bytes_per_number must be used."
for values, size in [(1, 1), (2, 1), (256, 1), (257, 2), (65_536, 2), (65_537, 4), (256**4, 4), (256**4 + 1, 8)]:
    assert index_bytes(words, values) == words * size, "Look at the sizes just at the limit: one byte holds 256 values."
assert index_bytes(0, 300) == 0, "No words take no bytes."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "distance-text", "locked": true}
# ## 5. Distances (3 points)
#
# Write `distances(vectors)`: the Euclidean distance between every two rows of an array of shape `(N, D)`, as an array of
# shape `(N, N)`. It must work for any vectors, not only one-hot ones: for whole numbers and floating-point numbers, and
# with rows that are the same, or nearly so: no distance may be `nan`.
#
# $$d_{ij} = \sqrt{\sum_k (x_{ik} - x_{jk})^2}$$
#
# ```python
# distances(np.array([[0.0, 0.0], [3.0, 4.0]]))
# # array([[0., 5.],
# #        [5., 0.]])
# ```


# %% nbgrader={"grade_id": "distance", "solution": true}
def distances(vectors):
    """Euclidean distances between all rows.

    vectors: array of shape (N, D)
    returns: array of shape (N, N)
    """
    ### BEGIN SOLUTION
    differences = vectors[:, np.newaxis, :] - vectors[np.newaxis, :, :]  # (N, N, D)
    return np.sqrt((differences**2).sum(axis=-1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-distance", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example, and what you should see for one-hot vectors: 0 on the diagonal, everything else the same.
example = distances(np.array([[0.0, 0.0], [3.0, 4.0]]))
assert np.shape(example) == (2, 2), f"Two rows make an array of shape (2, 2), not {np.shape(example)}."
assert np.allclose(example, [[0, 5], [5, 0]]), "The worked example must come out."
seen = distances(np.eye(5))
assert np.shape(seen) == (5, 5), f"Five vectors make shape (5, 5), not {np.shape(seen)}."
assert np.allclose(np.diag(seen), 0), "The distance of a vector to itself is 0."
others = np.asarray(seen)[~np.eye(5, dtype=bool)]
assert (others > 0).all(), "Two different words are some distance apart."
assert np.allclose(others, others[0]), "Every two words are equally far apart."

# %% nbgrader={"grade_id": "test-distance-hidden", "grade": true, "locked": true, "points": 2}
# Task 5, hidden tests: one-hot vectors and any vectors.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size = int(rng.integers(3, 9))
found = distances(np.eye(size))
assert np.shape(found) == (size, size), "For one-hot vectors too there must be a number for every pair of rows."
assert np.allclose(found, np.sqrt(2) * (1 - np.eye(size))), "All pairs of words are equally far apart."
points = rng.normal(size=(size, 3))
expected = [[float(np.linalg.norm(a - b)) for b in points] for a in points]
found = distances(points.copy())
assert np.shape(found) == (size, size), "There must be a number for every pair of rows, however long the rows are."
assert np.allclose(found, expected, atol=1e-6), "Some distances are not Euclidean distances of the rows."
found = distances(points + 10)
assert np.shape(found) == (size, size), "There must be a number for every pair of rows, wherever they lie."
assert np.allclose(found, expected, atol=1e-6), "Moving all points together changes no distance."
whole = rng.integers(-5, 6, size=(size, 2))
expected = [[float(np.linalg.norm(a - b)) for b in whole] for a in whole]
found = distances(whole.copy())
assert np.shape(found) == (size, size), "There must be a number for every pair of rows of whole numbers."
assert np.allclose(found, expected, atol=1e-6), "Distances of whole numbers are seldom whole themselves."
twice = np.repeat(rng.uniform(5, 9, size=(8, 7)), 2, axis=0) + rng.normal(0, 1e-9, size=(16, 7))
expected = [[float(np.linalg.norm(a - b)) for b in twice] for a in twice]
found = distances(twice.copy())
assert np.shape(found) == (16, 16), "Rows that are nearly the same are rows all the same: one number for every pair."
assert np.allclose(found, expected, atol=1e-5), (
    "The distance of two rows that are nearly the same is nearly 0, never nan."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# Your distances show that every two words are equally far apart. In four to six sentences, to someone who has just read
# chapter 1: why is that so, whatever the words are? What can a model therefore not learn about *good* from having seen
# *great*? And what would vectors need so that it could?
#
# A person reads this. One point each: the reason (two words differ in exactly two places); the consequence (nothing seen
# of one word carries over to another); the way out (dense vectors that share dimensions, with similar words close together).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Two different one-hot vectors differ in exactly two places, by 1 in each, so their distance is always the square root of
# two, whatever the words mean. Their dot product is 0: no word shares anything with another. What a model learns from
# *great* sits in the weights of *great* alone, so it says nothing about *good*. Words would have to share dimensions:
# with short dense vectors, similar words can lie close together, and what is learned about one carries over to its neighbours.
# ### END SOLUTION
