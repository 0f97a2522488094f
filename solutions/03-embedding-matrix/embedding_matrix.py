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
# # Exercise 3: the embedding matrix
#
# You will build the lookup that is at the heart of every embedding layer, show that it is a matrix product in disguise,
# and put your own matrix into the layers of Keras and PyTorch. Allow 40 minutes. Chapter 3 of the book, *The embedding
# matrix*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. words to indices | 3 |
# | 2. lookup | 4 |
# | 3. lookup as a matrix product | 3 |
# | 4. the size of a layer | 3 |
# | 5. your matrix in Keras and PyTorch | 4 |
# | 6. the mean of a sentence | 3 |
# | 7. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import keras
import numpy as np
import torch

# %% [markdown] nbgrader={"grade_id": "indices-text", "locked": true}
# ## 1. Words to indices (3 points)
#
# Write `to_indices(words)`: it numbers the distinct words of a sentence in the order in which they first appear,
# beginning with 1 (index 0 stays free for padding), and returns the index of each word as a list of whole numbers.
#
# ```python
# to_indices(["deep", "learning", "is", "very", "deep"])
# # [1, 2, 3, 4, 1]
# ```


# %% nbgrader={"grade_id": "indices", "solution": true}
def to_indices(words):
    """Number distinct words from 1 in order of first appearance.

    words: list of T strings
    returns: list of T indices
    """
    ### BEGIN SOLUTION
    index_of = {}
    return [index_of.setdefault(word, len(index_of) + 1) for word in words]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-indices", "grade": true, "locked": true, "points": 1}
# Task 1, length and type.
numbered = to_indices(["deep", "learning", "is", "very", "deep"])
assert isinstance(numbered, list), f"to_indices must return a list, not {type(numbered)}."
assert len(numbered) == 5, f"Five words have five indices, not {len(numbered)}."
assert numbered[0] == 1, f"Numbering begins with 1, not with {numbered[0]}: index 0 is kept for padding."

# %% nbgrader={"grade_id": "test-indices-hidden", "grade": true, "locked": true, "points": 2}
# Task 1, hidden tests: repeated words, other orders, nothing at all.
### BEGIN HIDDEN TESTS
assert list(to_indices(["deep", "learning", "is", "very", "deep"])) == [1, 2, 3, 4, 1], (
    "The five words of the example do not get the indices that the text gives."
)
assert list(to_indices(["b", "a", "b", "c", "a", "a"])) == [1, 2, 1, 3, 2, 2], (
    "The order is that of first appearance, and a word keeps its index."
)
rng = np.random.default_rng()
drawn = [f"w{number}" for number in rng.integers(0, 15, size=60)]
distinct = list(dict.fromkeys(drawn))
assert list(to_indices(drawn)) == [distinct.index(word) + 1 for word in drawn], "Some words have another index."
assert list(to_indices([])) == [], "No words, no indices."
assert list(to_indices(["is", "Is"])) == [1, 2], "Words that differ in case are different words here."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "lookup-text", "locked": true}
# ## 2. Lookup (4 points)
#
# An embedding matrix `E` has one row for each index: shape `(V, D)`. Write `lookup(E, ids)`: it returns the row of each
# index, an array of shape `ids.shape + (D,)`.
#
# - `ids` is a single whole number, a (nested) list or an array of them: shape `()`, `(T,)`, `(B, T)` or any other. It may be empty.
# - An index below 0 or not below V raises `IndexError`. (NumPy alone would take -1 for the last row.)
#
# ```python
# E = np.array([[0.0, 0.0], [0.1, 0.2], [0.3, 0.4]])
# lookup(E, [2, 1, 2])
# # array([[0.3, 0.4],
# #        [0.1, 0.2],
# #        [0.3, 0.4]])
# ```


# %% nbgrader={"grade_id": "lookup", "solution": true}
def lookup(E, ids):
    """Return the rows of an embedding matrix.

    E: array of shape (V, D)
    ids: whole numbers from 0 to V - 1, any shape
    returns: array of shape ids.shape + (D,)
    raises: IndexError for an index outside 0 ... V - 1
    """
    ### BEGIN SOLUTION
    ids = np.asarray(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= len(E)):
        raise IndexError(f"ids must lie in 0 ... {len(E) - 1}")
    return E[ids]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-lookup", "grade": true, "locked": true, "points": 1}
# Task 2, shapes: a sentence, a batch, a single index.
table = np.arange(12.0).reshape(4, 3)
found = lookup(table, [2, 1, 2, 0])
assert isinstance(found, np.ndarray), f"lookup must return a NumPy array, not {type(found)}."
assert found.shape == (4, 3), f"Four indices and rows of length 3 make shape (4, 3), not {found.shape}."
assert lookup(table, [[0, 1], [2, 3]]).shape == (2, 2, 3), "A batch of shape (2, 2) makes shape (2, 2, 3)."
assert lookup(table, 1).shape == (3,), "A single index makes a single row of shape (D,)."

# %% nbgrader={"grade_id": "test-lookup-hidden", "grade": true, "locked": true, "points": 3}
# Task 2, hidden tests: values, empty input, indices out of range.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape in [(9,), (3, 4), (2, 1, 5), (0,)]:
    rows, width = (int(n) for n in rng.integers(3, 9, size=2))
    table = rng.normal(size=(rows, width))
    drawn = rng.integers(0, rows, size=shape)
    expected = np.array([table[index] for index in drawn.ravel()]).reshape(*shape, width)
    found = lookup(table, drawn)
    assert found.shape == (*shape, width), "The result has the shape of ids, then D, also for an empty input."
    assert np.array_equal(found, expected), "Some rows are not the rows of their indices."
table = rng.normal(size=(5, 2))
ends = np.array([table[4], table[0]])
assert np.array_equal(lookup(table, [4, 0]), ends), "The first and the last row can be looked up."
assert np.shape(lookup(table, [])) == (0, 2), "No indices at all, an empty list, make shape (0, D)."
for outside in ([5], [-1], [[0, 1], [2, -2]]):
    try:
        lookup(table, outside)
    except IndexError:
        continue
    except Exception:
        raise AssertionError("An index below 0 or not below V must raise IndexError, no other error.") from None
    raise AssertionError("An index below 0 or not below V must raise IndexError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "product-text", "locked": true}
# ## 3. Lookup as a matrix product (3 points)
#
# Write `lookup_by_product(E, ids)` for ids of shape `(T,)`: build the one-hot matrix of shape `(T, V)` and multiply it by
# `E`. The result must be the same as that of your `lookup`. Return **both** the one-hot matrix and the product.
#
# ```python
# one_hots, rows = lookup_by_product(E, [2, 1])
# # one_hots: array([[0., 0., 1.],      rows: array([[0.3, 0.4],
# #                  [0., 1., 0.]])                  [0.1, 0.2]])
# ```


# %% nbgrader={"grade_id": "product", "solution": true}
def lookup_by_product(E, ids):
    """Look rows up by multiplying one-hot vectors with the matrix.

    E: array of shape (V, D)
    ids: T whole numbers from 0 to V - 1
    returns: the one-hot matrix of shape (T, V) and the rows of shape (T, D)
    """
    ### BEGIN SOLUTION
    one_hots = np.eye(len(E))[np.asarray(ids, dtype=int)]
    return one_hots, one_hots @ E
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-product", "grade": true, "locked": true, "points": 1}
# Task 3, shapes.
one_hots, rows = lookup_by_product(np.arange(12.0).reshape(4, 3), [2, 1])
assert np.shape(one_hots) == (2, 4), (
    f"Two indices and V = 4 make a one-hot matrix of shape (2, 4), not {np.shape(one_hots)}."
)
assert np.shape(rows) == (2, 3), f"Two indices and D = 3 make rows of shape (2, 3), not {np.shape(rows)}."

# %% nbgrader={"grade_id": "test-product-hidden", "grade": true, "locked": true, "points": 2}
# Task 3, hidden tests: the one-hot matrix and the rows.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(3, 9, size=2))
table = rng.normal(size=(size, width))
drawn = rng.integers(0, size, size=11)
expected = table[drawn]
one_hots, rows = lookup_by_product(table, drawn.tolist())
assert np.array_equal(one_hots, drawn[:, np.newaxis] == np.arange(size)), "The first result must be the one-hot matrix."
assert np.shape(rows) == (11, width), "The second result must have one row for each index."
assert np.allclose(rows, expected), "The product must be the rows of the indices."
one_hots, rows = lookup_by_product(table, [])
assert np.shape(one_hots) == (0, size), "No indices make a one-hot matrix without rows."
assert np.shape(rows) == (0, width), "No indices make no rows."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "size-text", "locked": true}
# ## 4. The size of a layer (3 points)
#
# Write `layer_size(vocabulary_size, embedding_dim, bytes_per_number=4)`: it returns two whole numbers, how many
# parameters an embedding layer has, and how many bytes they take. Then write `largest_dim(vocabulary_size, budget)`:
# the largest embedding dimension whose parameters, of 4 bytes each, fit into `budget` bytes; 0 if not even one factor a row fits.
# All results are whole numbers: `50`, not `50.0`.
#
# ```python
# layer_size(20_000, 50)           # (1000000, 4000000)
# largest_dim(20_000, 4_000_000)   # 50
# ```


# %% nbgrader={"grade_id": "size", "solution": true}
def layer_size(vocabulary_size: int, embedding_dim: int, bytes_per_number: int = 4) -> tuple[int, int]:
    """Return the number of parameters of an embedding layer and their size in bytes."""
    ### BEGIN SOLUTION
    parameters = vocabulary_size * embedding_dim
    return parameters, parameters * bytes_per_number
    ### END SOLUTION


def largest_dim(vocabulary_size: int, budget: int) -> int:
    """Return the largest embedding dimension whose 4-byte parameters fit into budget bytes."""
    ### BEGIN SOLUTION
    return budget // (vocabulary_size * 4)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-size", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
assert tuple(layer_size(20_000, 50)) == (1_000_000, 4_000_000), "20000 rows of 50 numbers: multiply, and 4 bytes each."
assert largest_dim(20_000, 4_000_000) == 50, "4000000 bytes hold a million numbers: 50 for each of 20000 words."

# %% nbgrader={"grade_id": "test-size-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests: other sizes, budgets that leave a rest.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
rows, width, size = (int(n) for n in rng.integers(2, 3000, size=3))
assert tuple(layer_size(rows, width)) == (rows * width, rows * width * 4), (
    "Without a third argument a number takes 4 bytes."
)
assert tuple(layer_size(rows, width, size)) == (rows * width, rows * width * size), "bytes_per_number must be used."
assert largest_dim(rows, rows * width * 4) == width, "A budget that fits exactly is enough."
assert largest_dim(rows, rows * width * 4 - 1) == width - 1, "One byte too few makes the dimension smaller by one."
assert largest_dim(rows, rows * width * 4 + 1) == width, "One byte more is not yet a dimension more."
assert largest_dim(rows, rows * 4 - 1) == 0, "If not even one factor a row fits, the dimension is 0."
assert isinstance(largest_dim(rows, rows * 10 + 3), (int, np.integer)), "A dimension is a whole number (int)."
assert all(isinstance(count, (int, np.integer)) for count in layer_size(rows, width)), (
    "Parameters and bytes are whole numbers (int)."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "layers-text", "locked": true}
# ## 5. Your matrix in Keras and PyTorch (4 points)
#
# Write `keras_layer(E)` and `torch_layer(E)`: each returns an embedding layer (`keras.layers.Embedding`,
# `torch.nn.Embedding`) that holds exactly the matrix `E`, a float32 array of shape `(V, D)`, and can be trained. The layer of
# Keras is built: it has its weights before it is first called.
#
# ```python
# E = np.array([[0.0, 0.0], [0.1, 0.2], [0.3, 0.4]], dtype="float32")
# keras_layer(E)(np.array([[2, 1]]))        # shape (1, 2, 2)
# torch_layer(E)(torch.tensor([[2, 1]]))    # the same numbers
# ```


# %% nbgrader={"grade_id": "layers", "solution": true}
def keras_layer(E):
    """Return a built, trainable keras.layers.Embedding that holds E of shape (V, D)."""
    ### BEGIN SOLUTION
    layer = keras.layers.Embedding(*E.shape)
    layer.build()
    layer.set_weights([E])
    return layer
    ### END SOLUTION


def torch_layer(E):
    """Return a trainable torch.nn.Embedding that holds E of shape (V, D)."""
    ### BEGIN SOLUTION
    return torch.nn.Embedding.from_pretrained(torch.tensor(E, dtype=torch.float32), freeze=False)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-layers", "grade": true, "locked": true, "points": 1}
# Task 5, kinds of layers and shapes.
table = np.linspace(-1, 1, 12, dtype="float32").reshape(4, 3)
assert isinstance(keras_layer(table), keras.layers.Embedding), "keras_layer must return a keras.layers.Embedding."
assert isinstance(torch_layer(table), torch.nn.Embedding), "torch_layer must return a torch.nn.Embedding."
assert tuple(keras_layer(table)(np.array([[2, 1]])).shape) == (1, 2, 3), (
    "A batch of shape (1, 2) makes shape (1, 2, 3)."
)
assert tuple(torch_layer(table)(torch.tensor([[2, 1]])).shape) == (1, 2, 3), (
    "A batch of shape (1, 2) makes shape (1, 2, 3)."
)

# %% nbgrader={"grade_id": "test-layers-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: the numbers in both layers, trainable.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
table = rng.normal(size=(7, 4)).astype("float32")
drawn = rng.integers(0, 7, size=(3, 5))
in_keras, in_torch = keras_layer(table.copy()), torch_layer(table.copy())
assert len(in_keras.get_weights()) == 1, "The layer of Keras must be built and hold one matrix."
assert np.array_equal(in_keras.get_weights()[0], table), "The layer of Keras must hold exactly E."
assert in_keras.get_weights()[0].dtype == np.float32, "The layer of Keras must hold float32 numbers."
assert np.array_equal(np.asarray(in_keras(drawn)), table[drawn]), "The layer of Keras must return the rows of E."
assert np.array_equal(in_torch(torch.tensor(drawn)).detach().numpy(), table[drawn]), (
    "The layer of PyTorch must return the rows of E."
)
assert in_torch.weight.dtype == torch.float32, "The layer of PyTorch must hold float32 numbers."
assert len(in_keras.trainable_weights) == 1, "The layer of Keras must be trainable."
assert in_torch.weight.requires_grad, "The layer of PyTorch must be trainable: nothing frozen."
assert in_torch.padding_idx is None, "No row of the layer of PyTorch may be excluded from training."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "mean-text", "locked": true}
# ## 6. The mean of a sentence (3 points)
#
# Sentences of different lengths are filled up with index 0. Write `mean_vector(E, ids)` for ids of shape `(B, T)`: the
# mean of the rows of each sentence, **padding left out**, an array of shape `(B, D)`. A sentence of padding alone has the
# zero vector. Row 0 of `E` may hold anything, even the same as the row of a word: padding is known by its index alone.
#
# ```python
# E = np.array([[9.0, 9.0], [0.1, 0.2], [0.3, 0.4]])
# mean_vector(E, np.array([[1, 2, 0], [2, 0, 0], [0, 0, 0]]))
# # array([[0.2, 0.3],
# #        [0.3, 0.4],
# #        [0. , 0. ]])
# ```


# %% nbgrader={"grade_id": "mean", "solution": true}
def mean_vector(E, ids):
    """Return the mean row of each sentence, padding (index 0) left out.

    E: array of shape (V, D)
    ids: array of shape (B, T)
    returns: array of shape (B, D)
    """
    ### BEGIN SOLUTION
    mask = (ids != 0)[..., np.newaxis]  # (B, T, 1)
    total = (E[ids] * mask).sum(axis=1)  # (B, D)
    return total / np.maximum(mask.sum(axis=1), 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-mean", "grade": true, "locked": true, "points": 1}
# Task 6, shape.
means = mean_vector(np.arange(12.0).reshape(4, 3), np.array([[1, 2, 0, 0, 0], [3, 0, 0, 0, 0]]))
assert np.shape(means) == (2, 3), f"Two sentences and D = 3 make shape (2, 3), not {np.shape(means)}."

# %% nbgrader={"grade_id": "test-mean-hidden", "grade": true, "locked": true, "points": 2}
# Task 6, hidden tests: values, padding anywhere, padding alone.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
table = rng.normal(size=(8, 5)) + 3
drawn = rng.integers(0, 8, size=(6, 9))
drawn[:, 0] = rng.integers(1, 8, size=6)
expected = [np.mean([table[index] for index in row if index != 0], axis=0) for row in drawn]
found = mean_vector(table, drawn)
assert np.shape(found) == (6, 5), "Every sentence must have one mean, a vector as long as the rows of E."
assert np.allclose(found, expected), "Padding must count neither in the sum nor in the number of words."
padded = np.concatenate([drawn, np.zeros((6, 4), dtype=int)], axis=1)
found = mean_vector(table, padded)
assert np.shape(found) == (6, 5), "More padding must not change the shape of the result."
assert np.allclose(found, expected), "More padding must not change the mean."
alike = rng.normal(size=(5, 4))
alike[0], alike[4] = alike[3], 0
expected = [(alike[3] + alike[1]) / 2, (alike[4] + alike[2] * 2) / 3]
found = mean_vector(alike, np.array([[3, 0, 1], [4, 2, 2]]))
assert np.shape(found) == (2, 4), "Two sentences must have two means, whatever stands in the rows."
assert np.allclose(found, expected), "What is padding is decided by the index, whatever stands in the rows."
second = table[2].copy()
alone = np.asarray(mean_vector(table, np.array([[0, 0], [2, 0]])))
assert alone.shape == (2, 5), "A sentence of one word, or of none, must have a mean of the usual length."
assert np.allclose(alone[0], 0), "A sentence of padding alone has the zero vector."
assert np.allclose(alone[1], second), "A sentence of one word has the vector of that word."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 7. In your own words (3 points)
#
# In four to six sentences, to someone who knows one-hot vectors: why does multiplying a one-hot vector by a matrix pick a
# row? Why does no library do it that way? And what are the numbers in a row of the embedding matrix, before and after
# training?
#
# A person reads this. One point each: the reason (all products but one are with 0); the cost (V times D multiplications
# instead of reading D numbers); the rows (parameters: arbitrary at first, then adjusted like other weights).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# In the product each row of the matrix is multiplied by one entry of the one-hot vector and all are added up. All entries
# but one are 0, so only the row at the place of the 1 is left, unchanged. The product does V times D multiplications to
# read D numbers that stand ready in memory, so libraries take the row by its index. The numbers are parameters of the
# model: random before training, and moved by gradients like every other weight, so that words used alike end up alike.
# ### END SOLUTION
