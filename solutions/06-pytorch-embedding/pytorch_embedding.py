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
# # Exercise 6: the layer in PyTorch
#
# You will rebuild what the arguments of `nn.Embedding` and `nn.EmbeddingBag` do: what they change on the way back, what
# `max_norm` writes, how bags are cut and summed, and where weights in a bag come from. And you will make a pretrained layer
# whose padding row is what it should be. Allow 45 minutes. Chapter 6 of the book, *The layer in PyTorch*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. the way back | 4 |
# | 2. a pretrained layer | 4 |
# | 3. a limit on rows | 4 |
# | 4. bags | 5 |
# | 5. words that matter | 5 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import itertools

import numpy as np
import torch
from torch import nn

# %% [markdown] nbgrader={"grade_id": "gradient-text", "locked": true}
# ## 1. The way back (4 points)
#
# Write `embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False)`: the gradient of the
# embedding matrix, computed with NumPy. Row `v` is the sum of the slopes at all positions where `ids` is `v`; rows that do not occur
# are 0.
#
# - With a `padding_idx`, that row is 0. (It is never negative here.)
# - With `scale_grad_by_freq=True`, each row is divided by the number of positions where `v` stands in `ids`.
#
# ```python
# ids, slopes = np.array([[1, 2, 1, 0]]), np.array([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]])
# embedding_gradient(ids, slopes, 4, padding_idx=0)
# # array([[0., 0.],
# #        [6., 8.],
# #        [3., 4.],
# #        [0., 0.]])
# ```


# %% nbgrader={"grade_id": "gradient", "solution": true}
def embedding_gradient(ids, slopes, vocabulary_size, padding_idx=None, scale_grad_by_freq=False):
    """Return the gradient of the embedding matrix.

    ids: array of shape (B, T), whole numbers from 0 to V - 1; B may be 0
    slopes: array of shape (B, T, D), the gradient of the loss with respect to the looked-up vectors
    vocabulary_size: V
    padding_idx: row that gets no gradient, or None
    scale_grad_by_freq: whether to divide each row by its number of positions
    returns: array of shape (V, D)
    """
    ### BEGIN SOLUTION
    gradient = np.zeros((vocabulary_size, slopes.shape[-1]))
    np.add.at(gradient, ids, slopes)
    if scale_grad_by_freq:
        counts = np.bincount(ids.ravel(), minlength=vocabulary_size)
        gradient /= np.maximum(counts, 1)[:, np.newaxis]
    if padding_idx is not None:
        gradient[padding_idx] = 0
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-gradient", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
some_ids = np.array([[1, 2, 1, 0]])
some_slopes = np.array([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]])
found = embedding_gradient(some_ids, some_slopes, 4, padding_idx=0)
assert np.shape(found) == (4, 2), f"V = 4 rows of D = 2 numbers make shape (4, 2), not {np.shape(found)}."
assert np.allclose(found[2], [3, 4]), "Word 2 stands there once: its row is the slope of that position."
assert np.allclose(found, [[0, 0], [6, 8], [3, 4], [0, 0]]), "This is not the gradient of the worked example."

# %% nbgrader={"grade_id": "test-gradient-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: all combinations of the two arguments, words that repeat and words that are missing, no texts.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(6, 10, size=2))
drawn = rng.integers(0, size - 2, size=(4, 7))
drawn[0, :3] = 3
drawn[1, 2:] = 0
drawn[3, 5] = 2
drawn[2, 6] = size - 2
sent = rng.normal(size=(4, 7, width))
for pad_row in (None, 0, 2):
    for scale in (False, True):
        expected = np.zeros((size, width))
        for word in set(drawn.ravel().tolist()):
            at_word = sent[drawn == word]
            expected[word] = at_word.mean(axis=0) if scale else at_word.sum(axis=0)
        if pad_row is not None:
            expected[pad_row] = 0
        found = np.asarray(
            embedding_gradient(drawn.copy(), sent.copy(), size, padding_idx=pad_row, scale_grad_by_freq=scale)
        )
        assert found.shape == (size, width), "There is one row for each index of the vocabulary."
        assert np.isfinite(found).all(), "A row without positions has a gradient of 0."
        assert np.allclose(found, expected), (
            "Some rows are not the sum, or with scale_grad_by_freq the mean, of slopes."
        )
plain = np.asarray(embedding_gradient(drawn.copy(), sent.copy(), size))
totals = np.array([sent[drawn == word].sum(axis=0) for word in range(size)])
assert plain.shape == (size, width), "Without the two arguments, too, there must be a row for each index."
assert np.allclose(plain, totals), "Without the two arguments, no row is left out and nothing is divided."
nothing = embedding_gradient(np.zeros((0, 5), dtype=int), np.zeros((0, 5, width)), size, 1, True)
assert np.shape(nothing) == (size, width), "No texts make a gradient of the same shape."
assert not np.asarray(nothing).any(), "No texts make a gradient of zeros."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "layer-text", "locked": true}
# ## 2. A pretrained layer (4 points)
#
# Write `pretrained_layer(E, padding_idx)`: it returns an `nn.Embedding` that holds the NumPy matrix `E` of shape `(V, D)` and
#
# - **can be trained**, and has numbers of type float32, whatever the type of `E`;
# - has `padding_idx` as its padding row: this row is **zero**, whatever `E` has there, and gets no gradient.
#
# All other rows are those of `E`. `padding_idx` may be negative and then counts from the end, as in PyTorch.
#
# ```python
# layer = pretrained_layer(np.array([[5.0, 5.0], [1.0, 2.0], [3.0, 4.0]]), 0)
# layer(torch.tensor([2, 0]))
# # tensor([[3., 4.],
# #         [0., 0.]], grad_fn=<EmbeddingBackward0>)
# ```


# %% nbgrader={"grade_id": "layer", "solution": true}
def pretrained_layer(E, padding_idx):
    """Return a trainable PyTorch layer that holds E, with a padding row of zeros.

    E: array of shape (V, D), of any floating type
    padding_idx: from -V to V - 1
    returns: torch.nn.Embedding of type float32
    """
    ### BEGIN SOLUTION
    table = torch.tensor(E, dtype=torch.float32)
    table[padding_idx] = 0
    return nn.Embedding.from_pretrained(table, freeze=False, padding_idx=padding_idx)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-layer", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
made = pretrained_layer(np.array([[5.0, 5.0], [1.0, 2.0], [3.0, 4.0]]), 0)
assert isinstance(made, nn.Embedding), "pretrained_layer must return an nn.Embedding."
looked_up = made(torch.tensor([2, 0]))
assert tuple(looked_up.shape) == (2, 2), f"Two indices and D = 2 make shape (2, 2), not {tuple(looked_up.shape)}."
assert looked_up.dtype == torch.float32, f"The vectors must be float32, not {looked_up.dtype}."
assert looked_up.tolist() == [[3, 4], [0, 0]], "Index 2 is row 2 of E, and index 0 is padding: zeros."

# %% nbgrader={"grade_id": "test-layer-hidden", "grade": true, "locked": true, "points": 3}
# Task 2, hidden tests: other matrices, types and padding rows; what is trained and what is not.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for kind, place in (("float64", 0), ("float32", 3), ("float16", -1), ("float64", -3)):
    size, width = (int(n) for n in rng.integers(5, 9, size=2))
    given = rng.normal(size=(size, width)).astype(kind)
    expected = given.astype("float32")
    expected[place] = 0
    made = pretrained_layer(given.copy(), place)
    everything = torch.arange(size)
    looked_up = made(everything)
    assert looked_up.dtype == torch.float32, "The vectors must be float32, whatever the type of E."
    assert tuple(looked_up.shape) == (size, width), "Looking up all indices must return as many vectors."
    assert not looked_up[place].any(), "The padding row must be zero, whatever E has there."
    assert np.allclose(looked_up.detach().numpy(), expected), "All rows but the padding row must be those of E."
    assert made.weight.requires_grad, "The layer must be trainable."
    assert made.padding_idx is not None, "The layer must know its padding_idx."
    assert made.padding_idx % size == place % size, "The layer must have the padding_idx that was asked for."
    looked_up.sum().backward()
    slopes_found = made.weight.grad.detach().numpy()
    assert slopes_found.shape == (size, width), "The weight must have the shape of E, and so must its gradient."
    assert not slopes_found[place].any(), "The padding row must get no gradient."
    assert np.allclose(np.delete(slopes_found, place, axis=0), 1), "All other rows must get their gradient."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "limit-text", "locked": true}
# ## 3. A limit on rows (4 points)
#
# Write `after_lookup(E, ids, max_norm, norm_type=2.0)`: it returns the matrix as it is **after** a layer with this `max_norm` has
# looked up `ids`. Compute it with NumPy.
#
# - A row that stands in `ids` and is longer than `max_norm` is brought down to the length `max_norm`, in its own direction.
# - All other rows stay as they are: those that are short enough, those of zeros, and those that do not stand in `ids`, however long.
# - The length of a row is its $p$-norm with $p$ = `norm_type`: $\bigl(\sum_k |E_{vk}|^p\bigr)^{1/p}$, for `float("inf")` the largest $|E_{vk}|$.
#
# (PyTorch adds a tiny number to the length before it divides. You need not: a difference of 0.00001 does not count.)
#
# ```python
# after_lookup(np.array([[3.0, 4.0], [0.3, 0.4], [6.0, 8.0]]), np.array([0, 1, 0]), 1.0)
# # array([[0.6, 0.8],
# #        [0.3, 0.4],
# #        [6. , 8. ]])
# ```


# %% nbgrader={"grade_id": "limit", "solution": true}
def after_lookup(E, ids, max_norm, norm_type=2.0):
    """Return the embedding matrix after a lookup with a limit on the length of rows.

    E: array of shape (V, D), floating-point numbers
    ids: array of whole numbers from 0 to V - 1, of any shape, also empty
    max_norm: the limit, above 0
    norm_type: p of the p-norm, at least 1, or float("inf")
    returns: array of shape (V, D)
    """
    ### BEGIN SOLUTION
    limited = E.copy()
    for row in np.unique(ids):
        length = np.linalg.norm(limited[row], ord=norm_type)
        if length > max_norm:
            limited[row] *= max_norm / length
    return limited
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-limit", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
rows = after_lookup(np.array([[3.0, 4.0], [0.3, 0.4], [6.0, 8.0]]), np.array([0, 1, 0]), 1.0)
assert np.shape(rows) == (3, 2), f"The whole matrix is returned: shape (3, 2), not {np.shape(rows)}."
assert np.allclose(rows[0], [0.6, 0.8], atol=1e-5), "Row 0 has length 5 and was looked up: it must get length 1."
assert np.allclose(rows[1:], [[0.3, 0.4], [6, 8]], atol=1e-5), "Row 1 is short enough, and row 2 was not looked up."

# %% nbgrader={"grade_id": "test-limit-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: other norms and limits, against the layer of PyTorch; rows that must stay.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for power in (1.0, 2.0, 3.0, float("inf")):
    for limit in (0.5, 2.0):
        size, width = (int(n) for n in rng.integers(8, 12, size=2))
        given = rng.normal(size=(size, width)) * rng.uniform(0.1, 2, size=(size, 1))
        given[1] = 0
        given[2] = -3 * np.abs(given[2]) - 1
        given[3] *= 0.9 * limit / np.abs(given[3]).sum()
        asked = rng.integers(0, size - 1, size=(2, 5))
        asked[0, :4] = [1, 2, 3, 2]
        layer = nn.Embedding.from_pretrained(torch.tensor(given.copy()), max_norm=limit, norm_type=power)
        layer(torch.tensor(asked))
        expected = layer.weight.detach().numpy()
        found = np.asarray(after_lookup(given.copy(), asked.copy(), limit, norm_type=power))
        assert found.shape == (size, width), "The whole matrix is returned."
        assert np.isfinite(found).all(), "A row of zeros has length 0 and stays as it is."
        assert np.allclose(found[3], given[3]), "A row that is short enough stays as it is."
        assert np.allclose(found[-1], given[-1]), "A row that does not stand in ids stays as it is."
        assert np.allclose(found, expected, atol=1e-5), "Some rows are not what the layer of PyTorch leaves behind."
given = np.array([[3.0, -4.0], [30.0, 40.0]])
found = after_lookup(given.copy(), np.array([0]), 1.0)
assert np.shape(found) == (2, 2), "Without norm_type, too, the result must be a whole matrix."
assert np.allclose(found, [[0.6, -0.8], [30, 40]], atol=1e-5), (
    "Without norm_type the usual length counts, that of the 2-norm."
)
found = after_lookup(given.copy(), np.zeros((0, 3), dtype=int), 1.0)
assert np.shape(found) == (2, 2), "Without indices, too, the result must be a whole matrix."
assert np.allclose(found, given), "No indices change nothing."
found = after_lookup(given.copy(), np.array(1), 5.0)
assert np.shape(found) == (2, 2), "For a single index, too, the result must be a whole matrix."
assert np.allclose(found, [[3, -4], [3, 4]], atol=1e-5), "A single index, an array of shape (), is allowed, too."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "bags-text", "locked": true}
# ## 4. Bags (5 points)
#
# Write two functions. `to_bags(documents)` turns lists of indices into what an `EmbeddingBag` with `include_last_offset=True` wants: all
# indices in one array, one document behind the other, and the offsets: where each document begins, **and**, as the last number, the end.
# Both are arrays of whole numbers.
#
# `bag_vectors(E, flat_ids, offsets, mode, weights=None)` computes, with NumPy, what such a bag returns: the `"sum"`, `"mean"` or
# `"max"` of the vectors of each document.
#
# - An empty document has a vector of zeros, in each mode.
# - With `weights`, one number for each of `flat_ids`, each vector is multiplied by its weight before the sum. In any mode but `"sum"`, weights raise a
#   `ValueError`, and so does a mode that is none of the three.
#
# ```python
# to_bags([[3, 1], [], [2]])                                 # (array([3, 1, 2]), array([0, 2, 2, 3]))
# E = np.array([[0.0, 0.0], [1.0, 5.0], [2.0, 4.0], [3.0, 3.0]])
# bag_vectors(E, np.array([3, 1, 2]), np.array([0, 2, 2, 3]), "max")
# # array([[3., 5.],
# #        [0., 0.],
# #        [2., 4.]])
# ```


# %% nbgrader={"grade_id": "bags", "solution": true}
def to_bags(documents):
    """Return the indices of all documents in one array, and the offsets with the end.

    documents: list of B lists of whole numbers, some may be empty
    returns: array of shape (N,) and array of shape (B + 1,), both of whole numbers
    """
    ### BEGIN SOLUTION
    flat_ids = np.array([index for document in documents for index in document], dtype=int)
    offsets = np.cumsum([0] + [len(document) for document in documents])
    return flat_ids, offsets
    ### END SOLUTION


def bag_vectors(E, flat_ids, offsets, mode, weights=None):
    """Return the sum, mean or maximum of the vectors of each document.

    E: array of shape (V, D), floating-point numbers
    flat_ids: array of shape (N,), whole numbers from 0 to V - 1
    offsets: array of shape (B + 1,), from 0 to N, never falling
    mode: "sum", "mean" or "max"
    weights: array of shape (N,), floating-point numbers, or None
    returns: array of shape (B, D)
    raises: ValueError for another mode, and for weights with a mode other than "sum"
    """
    ### BEGIN SOLUTION
    if mode not in ("sum", "mean", "max") or (weights is not None and mode != "sum"):
        raise ValueError("mode must be sum, mean or max, and sum if there are weights")
    vectors = E[flat_ids]  # (N, D)
    if weights is not None:
        vectors = vectors * weights[:, np.newaxis]
    result = np.zeros((len(offsets) - 1, E.shape[1]))
    for bag, (start, end) in enumerate(itertools.pairwise(offsets)):
        if start < end:
            result[bag] = getattr(np, mode)(vectors[start:end], axis=0)
    return result
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-bags", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
bagged, cuts = to_bags([[3, 1], [], [2]])
assert np.shape(bagged) == (3,), f"Three indices in all make shape (3,), not {np.shape(bagged)}."
assert np.shape(cuts) == (4,), f"Three documents and the end make four offsets: shape (4,), not {np.shape(cuts)}."
table = np.array([[0.0, 0.0], [1.0, 5.0], [2.0, 4.0], [3.0, 3.0]])
found = bag_vectors(table, np.array([3, 1, 2]), np.array([0, 2, 2, 3]), "max")
assert np.shape(found) == (3, 2), f"Three documents and D = 2 make shape (3, 2), not {np.shape(found)}."
assert np.allclose(found, [[3, 5], [0, 0], [2, 4]]), "These are not the vectors of the worked example."

# %% nbgrader={"grade_id": "test-bags-hidden", "grade": true, "locked": true, "points": 4}
# Task 4, hidden tests: other documents, all modes, against the bag of PyTorch; weights; empty documents; what is refused.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(6, 10, size=2))
table = rng.normal(size=(size, width)) - 1
lengths = [3, 0, 1, 5, 0, 0, 2, 0]
texts = [rng.integers(0, size, size=length).tolist() for length in lengths]
texts[3][:3] = [4, 4, 4]
joined = np.array(list(itertools.chain(*texts)))
bounds = np.array([0, 3, 3, 4, 9, 9, 9, 11, 11])
bagged, cuts = to_bags([list(text) for text in texts])
assert np.array_equal(bagged, joined), "The indices must stand one document behind the other."
assert np.array_equal(cuts, bounds), "The offsets must say where each document begins, and at last where all end."
assert np.issubdtype(np.asarray(bagged).dtype, np.integer), "Indices are whole numbers."
assert np.issubdtype(np.asarray(cuts).dtype, np.integer), "Offsets are whole numbers."
empty_ids, empty_cuts = to_bags([])
assert np.shape(empty_ids) == (0,), "No documents have no indices."
assert np.array_equal(empty_cuts, [0]), "No documents have a single offset, the end."
blank_ids, blank_cuts = to_bags([[], []])
assert np.shape(blank_ids) == (0,), "Empty documents have no indices."
assert np.issubdtype(np.asarray(blank_ids).dtype, np.integer), (
    "If all documents are empty, the array of indices must have an integer type, too."
)
assert np.array_equal(blank_cuts, [0, 0, 0]), "Empty documents begin where they end."
factors = rng.normal(size=len(joined))
for way in ("sum", "mean", "max"):
    layer = nn.EmbeddingBag.from_pretrained(torch.tensor(table.copy()), mode=way, include_last_offset=True)
    expected = layer(torch.tensor(joined), torch.tensor(bounds)).numpy()
    found = np.asarray(bag_vectors(table.copy(), joined.copy(), bounds.copy(), way))
    assert found.shape == (len(texts), width), "There is one vector for each document, empty or not."
    assert not found[[1, 4, 5, 7]].any(), "An empty document has a vector of zeros."
    assert np.allclose(found, expected), "Some vectors are not those that the bag of PyTorch returns."
layer = nn.EmbeddingBag.from_pretrained(torch.tensor(table.copy()), mode="sum", include_last_offset=True)
expected = layer(torch.tensor(joined), torch.tensor(bounds), torch.tensor(factors)).numpy()
found = np.asarray(bag_vectors(table.copy(), joined.copy(), bounds.copy(), "sum", weights=factors.copy()))
assert found.shape == (len(texts), width), "With weights, too, there must be one vector for each document."
assert np.allclose(found, expected), "With weights, each vector is multiplied by its weight before the sum."
nowhere = bag_vectors(table.copy(), np.zeros(0, dtype=int), np.array([0]), "mean")
assert np.shape(nowhere) == (0, width), "No documents make an array of shape (0, D)."
for way, given in (("mean", factors), ("max", factors), ("mean", np.ones(11)), ("average", None), ("min", None)):
    try:
        bag_vectors(table.copy(), joined.copy(), bounds.copy(), way, weights=given)
    except ValueError:
        continue
    raise AssertionError("Weights without sum, and a mode that is none of the three, must raise ValueError.")
try:
    bag_vectors(table.copy(), np.zeros(0, dtype=int), np.array([0, 0]), "average")
except ValueError:
    pass
else:
    raise AssertionError("A mode that is none of the three must raise ValueError, also if all documents are empty.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "matter-text", "locked": true}
# ## 5. Words that matter (5 points)
#
# Where could `per_sample_weights` come from? A common way is a vector $q$ that is learned: a word with vector $E_v$ has the **score** $E_v \cdot q$, and
# in each text the scores become weights that are above 0 and add up to 1:
#
# $$
# w_{bt} = \frac{\exp(E_{\mathrm{ids}_{bt}} \cdot q)}{\sum_{u \,:\; \mathrm{ids}_{bu} \ne 0} \exp(E_{\mathrm{ids}_{bu}} \cdot q)} \quad \text{for words}, \qquad
# w_{bt} = 0 \quad \text{for padding}.
# $$
#
# Write `weighted_bags(E, query, ids)`: it returns the weighted sums of the vectors, and the weights. Use NumPy or PyTorch, as you like.
#
# - Index 0 is padding, wherever it stands. What row 0 of `E` holds must make no difference. In a text of padding alone all weights are 0, and its sum is
#   a vector of zeros.
# - Scores can be as large as 10000, positive or negative, while `exp(1000)` is already infinite. The weights must still be right: in each text you may subtract the same
#   number from the scores of all words before `exp`, and the weights stay the same. Think about which number: the scores of one text may lie far apart,
#   and so may those of two texts. (Stay with float64, the type of `E`: float32 is too coarse for the difference of two scores of that size.)
#
# ```python
# E, query = np.array([[9.0, 9.0], [0.0, 1.0], [0.0, 2.0], [np.log(3), 5.0]]), np.array([1.0, 0.0])
# weighted_bags(E, query, np.array([[1, 3, 0], [0, 1, 2]]))
# # vectors: [[0.82, 4.  ],     weights: [[0.25, 0.75, 0.  ],
# #           [0.  , 1.5 ]]               [0.  , 0.5 , 0.5 ]]
# ```


# %% nbgrader={"grade_id": "matter", "solution": true}
def weighted_bags(E, query, ids):
    """Return the weighted sum of the vectors of each text, and the weights.

    E: array of shape (V, D), floating-point numbers
    query: array of shape (D,), floating-point numbers
    ids: array of shape (B, T), whole numbers from 0 to V - 1, 0 for padding; B may be 0, T is at least 1
    returns: arrays of shape (B, D) and (B, T)
    """
    ### BEGIN SOLUTION
    vectors, is_word = E[ids], ids != 0  # (B, T, D), (B, T)
    scores = np.where(is_word, vectors @ query, -np.inf)
    largest = scores.max(axis=1, keepdims=True)  # (B, 1)
    powers = np.exp(scores - np.where(np.isinf(largest), 0, largest))
    weights = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1)
    return (weights[..., np.newaxis] * vectors).sum(axis=1), weights
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-matter", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
some_table = np.array([[9.0, 9.0], [0.0, 1.0], [0.0, 2.0], [np.log(3), 5.0]])
two_results = weighted_bags(some_table, np.array([1.0, 0.0]), np.array([[1, 3, 0], [0, 1, 2]]))
assert len(two_results) == 2, f"Two arrays are returned, the sums and the weights, not {len(two_results)}."
assert np.shape(two_results[0]) == (2, 2), (
    f"Two texts and D = 2 make sums of shape (2, 2), not {np.shape(two_results[0])}."
)
assert np.shape(two_results[1]) == (2, 3), f"The weights have the shape of ids, (2, 3), not {np.shape(two_results[1])}."
assert np.allclose(two_results[1], [[0.25, 0.75, 0], [0, 0.5, 0.5]]), (
    "exp(0) is 1 and exp(log 3) is 3: weights of a quarter and three quarters."
)
assert np.allclose(two_results[0], [[0.75 * np.log(3), 4], [0, 1.5]]), "Each sum takes vectors times their weights."

# %% nbgrader={"grade_id": "test-matter-hidden", "grade": true, "locked": true, "points": 4}
# Task 5, hidden tests: other texts, padding anywhere and alone, large scores, against loops over words.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for scale, lift in ((1, 0), (0.01, 0), (1, 900), (1, -900), (300, 0), (1, 9000), (1, -9000)):
    size, width = (int(n) for n in rng.integers(6, 10, size=2))
    table, asking = rng.normal(size=(size, width)), rng.normal(size=width)
    asking /= np.linalg.norm(asking)
    table = scale * table + lift * asking
    table[0] = rng.choice([-9500, 9500]) * asking
    drawn = rng.integers(1, size, size=(6, 7))
    drawn[rng.random(drawn.shape) < 0.3] = 0
    drawn[:, 3] = 2
    drawn[1, :5] = [0, 4, 4, 2, 0]
    drawn[2] = 0
    drawn[3] = [0, 0, 5, 0, 0, 0, 0]
    expected, factors = np.zeros((6, width)), np.zeros((6, 7))
    for text in range(6):
        places = [place for place in range(7) if drawn[text, place] > 0]
        points = [float(table[drawn[text, place]] @ asking) for place in places]
        shares = [np.exp(point - max(points)) for point in points]
        for place, share in zip(places, shares, strict=True):
            factors[text, place] = share / sum(shares)
            expected[text] += factors[text, place] * table[drawn[text, place]]
    both = weighted_bags(table.copy(), asking.copy(), drawn.copy())
    sums, shares_found = np.asarray(both[0]), np.asarray(both[1])
    assert sums.shape == (6, width), "There is one sum for each text."
    assert shares_found.shape == (6, 7), "The weights have the shape of ids."
    assert not shares_found[drawn == 0].any(), "The weight of padding is 0."
    assert not sums[2].any(), "A text of padding alone has a vector of zeros."
    assert np.isfinite(shares_found).all(), "Large scores, and texts without words, must not lead to inf or nan."
    assert np.allclose(shares_found, factors, atol=1e-6), "Some weights are not those of the formula."
    assert np.allclose(sums, expected, rtol=1e-4, atol=1e-4), "Some sums are not those of vectors times their weights."
height = float(rng.uniform(8000, 9900))
apart = np.array([0, height, -height, np.log(3) - height, 0])  # the scores of the rows
table = np.stack([apart, rng.normal(size=5)], axis=1)
drawn = np.array([[1, 2, 0], [2, 3, 2], [3, 4, 1], [0, 2, 1], [4, 0, 4]])
factors = np.array([[1, 0, 0], [0.2, 0.6, 0.2], [0, 0, 1], [0, 0, 1], [0.5, 0, 0.5]])
expected = np.array([factors[text] @ table[drawn[text]] for text in range(5)])
both = weighted_bags(table.copy(), np.array([1.0, 0.0]), drawn.copy())
assert np.shape(both[0]) == (5, 2), "However far the scores lie apart, each text must have its sum."
assert np.shape(both[1]) == (5, 3), "However far the scores lie apart, each position must have its weight."
assert np.allclose(np.asarray(both[1]), factors, atol=1e-6), (
    "Scores that lie far apart, in one text or in two texts of a batch, must still lead to the right weights."
)
assert np.allclose(np.asarray(both[0]), expected, atol=1e-4), "Some sums are not those of vectors times their weights."
low = np.array([[0.0, 5.0], [-9999.0, 1.0], [-10000.0, 2.0]])
both = weighted_bags(low.copy(), np.array([1.0, 0.0]), np.array([[1, 0, 1], [0, 2, 0]]))
assert np.shape(both[1]) == (2, 3), "However low the scores, each position must have its weight."
assert np.allclose(np.asarray(both[1]), [[0.5, 0, 0.5], [0, 1, 0]]), "Beside words of low score padding has no weight."
none = weighted_bags(rng.normal(size=(5, 3)), rng.normal(size=3), np.zeros((0, 4), dtype=int))
assert np.shape(none[0]) == (0, 3), "No texts have no sums: shape (0, D)."
assert np.shape(none[1]) == (0, 4), "No texts have no weights: shape (0, T)."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# Somebody had this in Keras, and translated it so:
#
# ```python
# keras.layers.Embedding(V, D, mask_zero=True)      # embedding = nn.Embedding(V, D, padding_idx=0)
# keras.layers.GlobalAveragePooling1D()             # nn.init.uniform_(embedding.weight, -0.05, 0.05)
# keras.layers.Dense(1)                             # linear(embedding(ids).mean(dim=1))
# ```
#
# In PyTorch the same text gets another score whenever the longest text in its batch is another. Write, in four to six sentences: what does `padding_idx=0`
# promise, and what not? Which two things are wrong in this translation? How do you put both right?
#
# A person reads this. One point each: what `padding_idx` does (no gradient from the lookup, and zeros only when the layer is made; it
# does not leave padding out of anything behind); the two mistakes (the initialisation overwrites the zeros, the mean counts
# padding); a remedy for both (zero the row again after the initialisation, and a mean with a mask or an `EmbeddingBag` with `padding_idx=0`).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# `padding_idx=0` makes row 0 zero when the layer is constructed, and the lookup never sends it a gradient. It tells nothing to the
# layers behind, unlike the mask of Keras. So the first mistake is that `mean(dim=1)` divides by the padded length and counts the padding
# vectors: the more padding, the more the score is drawn away from that of the words. The second is that `nn.init.uniform_` has overwritten the
# zeros, so that padding is now a random vector which is never trained. I would set `embedding.weight[0] = 0` under `torch.no_grad()` after the
# initialisation, and divide the sum over real words by their number, or use `nn.EmbeddingBag(V, D, mode="mean", padding_idx=0)`, which leaves padding out.
# ### END SOLUTION
