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
# # Exercise 4: how vectors learn
#
# You will write the way back through a lookup, check it without calculus, build a layer that learns, and find out which
# rows an optimiser moves. At the end you explain one step of training in your own words: this is the written task of part
# one of the course. Allow 45 minutes. Chapter 4 of the book, *How vectors learn*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. scatter-add | 4 |
# | 2. a gradient without calculus | 3 |
# | 3. a layer that learns | 5 |
# | 4. who moves? | 5 |
# | 5. one step of lazy Adam | 5 |
# | 6. in your own words | 4 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import numpy as np
import torch

# %% [markdown] nbgrader={"grade_id": "scatter-text", "locked": true}
# ## 1. Scatter-add (4 points)
#
# Write `scatter_add(ids, upstream, vocabulary_size)`: the gradient of an embedding matrix, an array of shape `(V, D)`. For each
# place of `ids` the array `upstream` holds a row of D numbers. Row `v` of the result is the **sum** of the rows of all
# places where `v` stands; an index that does not occur has a row of zeros.
#
# - `ids` is an array of whole numbers of any shape, such as `(T,)` or `(B, T)`; `upstream` has shape `ids.shape + (D,)`. Both
#   may be empty: then all is zero.
# - Index 0 is an index like any other here.
# - An index below 0 or not below V raises `IndexError`. (NumPy alone would take -1 for the last row.)
#
# ```python
# scatter_add(np.array([1, 3, 1]), np.array([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]]), 4)
# # array([[  0.,   0.],
# #        [101., 202.],
# #        [  0.,   0.],
# #        [ 10.,  20.]])
# ```


# %% nbgrader={"grade_id": "scatter", "solution": true}
def scatter_add(ids, upstream, vocabulary_size):
    """Add each upstream row to the row of its index.

    ids: array of whole numbers from 0 to V - 1, any shape
    upstream: array of shape ids.shape + (D,)
    vocabulary_size: V
    returns: array of shape (V, D)
    raises: IndexError for an index outside 0 ... V - 1
    """
    ### BEGIN SOLUTION
    if (ids < 0).any():
        raise IndexError("ids must not be negative")
    result = np.zeros((vocabulary_size, upstream.shape[-1]))
    np.add.at(result, ids, upstream)
    return result
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-scatter", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example and a batch.
three_rows = np.array([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]])
example = scatter_add(np.array([1, 3, 1]), three_rows, 4)
assert np.shape(example) == (4, 2), f"V = 4 and D = 2 make shape (4, 2), not {np.shape(example)}."
assert np.allclose(np.asarray(example)[3], [10, 20]), (
    "Index 3 stands in one place, so its row is the row of that place."
)
assert np.shape(scatter_add(np.zeros((2, 3), dtype=int), np.ones((2, 3, 5)), 7)) == (7, 5), (
    "A batch has a gradient of shape (V, D) too: (7, 5) here."
)

# %% nbgrader={"grade_id": "test-scatter-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: repeated indices, any shape, nothing at all, indices out of range.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for shape in [(11,), (4, 6), (2, 3, 4), (1,)]:
    size, width = (int(n) for n in rng.integers(4, 9, size=2))
    drawn = rng.integers(0, size - 1, size=shape)
    slopes = rng.normal(size=(*shape, width))
    table = torch.zeros(size, width, dtype=torch.float64, requires_grad=True)
    (torch.nn.functional.embedding(torch.tensor(drawn), table) * torch.tensor(slopes)).sum().backward()
    found = np.asarray(scatter_add(drawn.copy(), slopes.copy(), size))
    assert found.shape == (size, width), "The result has one row for each index of the vocabulary, used or not."
    assert np.allclose(found[size - 1], 0), "An index that does not occur must have a row of zeros."
    assert np.allclose(found, table.grad.numpy(), atol=1e-5), (
        "Each row must be the sum of the upstream rows of its index."
    )
same = np.asarray(scatter_add(np.full(40, 2), np.full((40, 3), 0.5), 5))
assert same.shape == (5, 3), "However often an index stands there, the shape of the result is the same."
assert np.allclose(same[2], 20), "An index that stands in many places gets the sum over all of them."
assert np.allclose(np.delete(same, 2, axis=0), 0), "Only rows that occur may differ from zero."
nothing = np.asarray(scatter_add(np.zeros(0, dtype=int), np.zeros((0, 3)), 5))
assert nothing.shape == (5, 3), "An empty batch has a gradient of shape (V, D)."
assert np.allclose(nothing, 0), "An empty batch has a gradient of zeros."
ends = np.asarray(scatter_add(np.array([4, 0]), np.array([[1.0], [2.0]]), 5))
assert ends.shape == (5, 1), "A row may be of a single number: its gradient is too."
assert np.allclose(ends[:, 0], [2, 0, 0, 0, 1]), "The first and the last index of the vocabulary must work."
for outside in ([5], [-1], [[0, 1], [2, -2]]):
    ids_outside = np.array(outside)
    try:
        scatter_add(ids_outside, np.ones((*ids_outside.shape, 2)), 5)
    except IndexError:
        continue
    except Exception as other:
        raise AssertionError("An index outside 0 ... V - 1 must raise IndexError, not another error.") from other
    raise AssertionError("An index below 0 or not below V must raise IndexError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "check-text", "locked": true}
# ## 2. A gradient without calculus (3 points)
#
# Write `numerical_gradient(loss, E, h=1e-5)` for a function `loss(E)` that returns a number. For **each** number of `E`, all others as
# they are, it computes the central difference
#
# $$
# \frac{L(\dots, E_{vk} + h, \dots) - L(\dots, E_{vk} - h, \dots)}{2h}
# $$
#
# and returns them as an array of the shape of `E`.
#
# ```python
# numerical_gradient(lambda E: (E**3).sum(), np.array([[1.0, 2.0]]), h=0.1)
# # array([[ 3.01, 12.01]])      the derivatives are 3 and 12; the rest is the error of a large h
# ```


# %% nbgrader={"grade_id": "check", "solution": true}
def numerical_gradient(loss, E, h=1e-5):
    """Return the central difference of the loss for each number of E.

    loss: function of an array of the shape of E, returns a number
    E: array of floating-point numbers, of shape (V, D)
    h: how far each number is nudged
    returns: array of the shape of E
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(E.shape)
    for place, _ in np.ndenumerate(E):
        nudge = np.zeros(E.shape)
        nudge[place] = h
        gradient[place] = (loss(E + nudge) - loss(E - nudge)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-check", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
cubes = numerical_gradient(lambda E: (E**3).sum(), np.array([[1.0, 2.0]]), h=0.1)
assert np.shape(cubes) == (1, 2), f"The result has the shape of E, (1, 2), not {np.shape(cubes)}."
assert np.allclose(cubes, [[3.01, 12.01]]), "These are not the central differences of the worked example."

# %% nbgrader={"grade_id": "test-check-hidden", "grade": true, "locked": true, "points": 2}
# Task 2, hidden tests: losses in which all numbers meet, several sizes of h, and the usual one.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(2, 5, size=2))
table, weights = rng.normal(size=(size, width)), rng.normal(size=(size, width))
wide = float(rng.uniform(0.1, 0.4))
expected = 3 * weights * table**2 + weights * wide**2
found = numerical_gradient(lambda E: float((weights * E**3).sum()), table.copy(), wide)
assert np.shape(found) == (size, width), "Every number of E must have its own difference."
assert np.allclose(found, expected, atol=1e-6), "h must be used as in the formula, on both sides."
expected = 2 * weights * float((weights * table).sum())
found = numerical_gradient(lambda E: float((weights * E).sum() ** 2), table.copy(), 0.25)
assert np.shape(found) == (size, width), "Where all numbers meet in the loss, each must still have its own difference."
assert np.allclose(found, expected, atol=1e-6), "While one number is nudged, all others must be as they were."
places = rng.integers(0, size - 1, size=7)
expected = np.zeros((size, width))
np.add.at(expected, places, np.cos(table[places]))
found = numerical_gradient(lambda E: float(np.sin(E[places]).sum()), table.copy())
assert np.shape(found) == (size, width), "Numbers that the loss does not read must have a difference too."
assert np.allclose(found, expected, atol=1e-7), "With the usual h the result must be close to the derivative."
assert np.allclose(np.asarray(found)[size - 1], 0), "A row that the loss does not read has gradient 0."
sharp = numerical_gradient(lambda E: float(np.sin(E * 2000).sum()), np.zeros((1, 1)))
assert np.shape(sharp) == (1, 1), "One number in E makes one number in the result, in the same shape."
assert np.allclose(sharp, np.sin(0.02) / 1e-5, rtol=1e-6), "Without a third argument h is 0.00001."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "layer-text", "locked": true}
# ## 3. A layer that learns (5 points)
#
# Write a class `Embedding`. `Embedding(E)` has two attributes, `E` and `gradient`, both arrays of shape `(V, D)`; `gradient` starts at
# zero. It has three methods:
#
# - `forward(ids)` returns the rows of `ids`, an array of shape `ids.shape + (D,)`.
# - `backward(upstream)` belongs to the last call of `forward` on the same layer; `upstream` has the shape of what that returned. It **adds** the
#   scatter-add of `upstream` to `gradient`, so that a second `forward` and `backward` before a step adds its part.
# - `step(rate)` moves `E` by `-rate` times `gradient`, and sets `gradient` back to zero.
#
# Then write `train(E, ids, targets, steps, rate)`: it trains such a layer so that the vectors of `ids` come close to the rows `targets`.
# The loss is $L = \frac 1 2 \sum_{t,k} (R_{tk} - Y_{tk})^2$ with the looked-up vectors $R$ and the targets $Y$, so the upstream gradient is
# $R - Y$. Return two things: the `E` after the last step, and the list of the losses, each computed **before** the step was taken.
#
# ```python
# layer = Embedding(np.array([[0.0], [1.0], [2.0]]))
# layer.forward(np.array([2, 1, 2]))                       # array([[2.], [1.], [2.]])
# layer.backward(np.array([[1.0], [10.0], [100.0]]))
# layer.gradient                                           # array([[  0.], [ 10.], [101.]])
# layer.step(0.1)
# layer.E                                                  # array([[ 0. ], [ 0. ], [-8.1]])
#
# train(np.array([[5.0], [0.0]]), np.array([1, 1]), np.array([[1.0], [3.0]]), steps=2, rate=0.25)
# # (array([[5. ], [1.5]]), [5.0, 2.0])
# ```


# %% nbgrader={"grade_id": "layer", "solution": true}
class Embedding:
    """An embedding matrix E and its gradient, both of shape (V, D)."""

    def __init__(self, E):
        """Keep E; the gradient starts at zero."""
        ### BEGIN SOLUTION
        self.E = E
        self.gradient = np.zeros(E.shape)
        ### END SOLUTION

    def forward(self, ids):
        """Return the rows of ids, an array of shape ids.shape + (D,)."""
        ### BEGIN SOLUTION
        self.ids = ids
        return self.E[ids]
        ### END SOLUTION

    def backward(self, upstream):
        """Add the scatter-add of upstream, of shape ids.shape + (D,), to the gradient."""
        ### BEGIN SOLUTION
        self.gradient = self.gradient + scatter_add(self.ids, upstream, len(self.E))
        ### END SOLUTION

    def step(self, rate):
        """Move E by -rate times the gradient, and set the gradient to zero."""
        ### BEGIN SOLUTION
        self.E = self.E - rate * self.gradient
        self.gradient = np.zeros(self.E.shape)
        ### END SOLUTION


def train(E, ids, targets, steps, rate):
    """Train the rows of E so that the vectors of ids come close to the targets.

    E: array of shape (V, D)
    ids: array of shape (T,), whole numbers from 0 to V - 1
    targets: array of shape (T, D)
    steps: how many steps, 0 or more
    rate: the learning rate
    returns: the new E, and the list of the losses before each step
    """
    ### BEGIN SOLUTION
    layer, losses = Embedding(E), []
    for _ in range(steps):
        error = layer.forward(ids) - targets
        losses.append(float((error**2).sum() / 2))
        layer.backward(error)
        layer.step(rate)
    return layer.E, losses
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-layer", "grade": true, "locked": true, "points": 1}
# Task 3, the worked examples.
small = Embedding(np.array([[0.0], [1.0], [2.0], [3.0]]))
assert np.shape(small.gradient) == (4, 1), f"gradient must have the shape of E, (4, 1), not {np.shape(small.gradient)}."
looked_up = small.forward(np.array([2, 1, 2]))
assert np.shape(looked_up) == (3, 1), f"Three indices and D = 1 make shape (3, 1), not {np.shape(looked_up)}."
small.backward(np.array([[1.0], [10.0], [100.0]]))
assert np.shape(small.gradient) == (4, 1), "After backward, gradient must still have the shape of E."
small.step(0.1)
assert np.shape(small.E) == (4, 1), "After a step, E must still have the shape that it had."
trained = train(np.array([[5.0], [0.0]]), np.array([1, 1]), np.array([[1.0], [3.0]]), steps=2, rate=0.25)
assert len(trained) == 2, "train must return two things: E and the list of losses."
assert np.shape(trained[0]) == (2, 1), f"The first result must have the shape of E, (2, 1), not {np.shape(trained[0])}."
assert len(trained[1]) == 2, f"Two steps have two losses, not {len(trained[1])}."
assert np.shape(trained[1]) == (2,), f"A loss is one number: two of them have shape (2,), not {np.shape(trained[1])}."

# %% nbgrader={"grade_id": "test-layer-hidden", "grade": true, "locked": true, "points": 4}
# Task 3, hidden tests: sums, two passes before a step, steps after steps, training.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(5, 9, size=2))
table = rng.normal(size=(size, width))
layer = Embedding(table.copy())
assert np.shape(layer.E) == (size, width), "A new layer must have an E of the shape that it was given."
assert np.allclose(layer.E, table), "A new layer must hold the E that it was given."
assert np.shape(layer.gradient) == (size, width), "The gradient of a new layer must have a number for each of E."
assert np.allclose(layer.gradient, 0), "The gradient must start at zero."
now, total = table.copy(), np.zeros((size, width))
for shape, ends_with_step in [((9,), False), ((3, 4), True), ((2, 2, 2), False), ((6,), False), ((0,), True)]:
    drawn = rng.integers(0, size, size=shape)
    slopes = rng.normal(size=(*shape, width))
    found = np.asarray(layer.forward(drawn.copy()))
    assert found.shape == (*shape, width), "forward must return an array of shape ids.shape + (D,)."
    assert np.allclose(found, now[drawn], atol=1e-5), "forward must return the rows of E as it is now."
    layer.backward(slopes.copy())
    np.add.at(total, drawn, slopes)
    assert np.shape(layer.gradient) == (size, width), "A pass must not change the shape of the gradient."
    assert np.allclose(layer.gradient, total, atol=1e-5), (
        "backward must add the scatter-add of this pass to what is there."
    )
    assert np.shape(layer.E) == (size, width), "A pass must not change the shape of E."
    assert np.allclose(layer.E, now, atol=1e-5), "Only step may move E."
    if ends_with_step:
        rate = float(rng.uniform(0.1, 2))
        layer.step(rate)
        now, total = now - rate * total, np.zeros((size, width))
        assert np.shape(layer.E) == (size, width), "step must not change the shape of E."
        assert np.allclose(layer.E, now, atol=1e-5), "step must move E by -rate times the gradient."
        assert np.shape(layer.gradient) == (size, width), "After a step, gradient must still have the shape of E."
        assert np.allclose(layer.gradient, 0), "step must set the gradient back to zero."
layer.step(1.0)
assert np.shape(layer.E) == (size, width), "A step without a gradient must not change the shape of E."
assert np.allclose(layer.E, now, atol=1e-5), "A step without a gradient must move nothing."
first, second = Embedding(table.copy()), Embedding(table.copy())
first.forward(np.array([1]))
second.forward(np.array([2]))
first.backward(np.ones((1, width)))
assert np.shape(first.gradient) == (size, width), "One of two layers must have a gradient of the usual shape."
assert np.allclose(np.asarray(first.gradient).sum(axis=1), np.eye(size)[1] * width), (
    "Each layer must remember the indices of its own forward."
)
layer = Embedding(np.zeros((5, 2)))
layer.forward(np.array([3, 4]))
layer.forward(np.array([1]))
layer.backward(np.array([[1.0, 2.0]]))
assert np.shape(layer.gradient) == (5, 2), "After two calls of forward the gradient must have its usual shape."
assert np.allclose(layer.gradient, np.eye(5)[:, [1]] * [1.0, 2.0]), "backward belongs to the last call of forward."
assert np.shape(second.gradient) == (size, width), "A layer that had no backward yet must have a gradient all the same."
assert np.allclose(second.gradient, 0), "Two layers must not share a gradient."

for times in (0, 1, 2, 7):
    drawn = rng.integers(0, size - 1, size=8)
    goal, rate = rng.normal(size=(8, width)), float(rng.uniform(0.02, 0.15))
    expected, expected_losses = table.copy(), []
    for _ in range(times):
        error = expected[drawn] - goal
        expected_losses.append((error**2).sum() / 2)
        expected = expected - rate * np.eye(size)[drawn].T @ error
    after, losses = train(table.copy(), drawn.copy(), goal.copy(), times, rate)
    assert np.shape(losses) == (times,), "There must be one loss for each step, and each must be a single number."
    assert np.allclose(losses, expected_losses, atol=1e-4), "Each loss must be that before its step, as in the formula."
    assert np.shape(after) == (size, width), "However many steps there are, E must come back in its own shape."
    assert np.allclose(after, expected, atol=1e-5), "E is not where these steps lead."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "moves-text", "locked": true}
# ## 4. Who moves? (5 points)
#
# **One step.** Write `momentum_step(E, memory, gradient, rate, momentum, decay)`: one step of gradient descent with momentum and weight
# decay, all arrays of shape `(V, D)`. Return the new `E` and the new memory:
#
# $$
# m \leftarrow \mu\, m + (g + \lambda E), \qquad E \leftarrow E - \eta\, m,
# $$
#
# with the memory $m$, the gradient $g$, `rate` $\eta$, `momentum` $\mu$ and `decay` $\lambda$. In the second formula $m$ is the new memory.
#
# ```python
# momentum_step(np.array([[1.0], [2.0]]), np.array([[10.0], [0.0]]), np.array([[0.0], [1.0]]), 0.1, 0.5, 0.0)
# # (array([[0.5], [1.9]]), array([[5.], [1.]]))       row 0 has gradient 0, and moves
# ```
#
# **Any number of steps, without computing them.** Write `moving_rows(earlier, batch, optimizer, vocabulary_size)`. Training has had the
# batches of the list `earlier`, each a list of indices, and now takes a step with `batch`, a list of indices. Return the **set** of the rows of
# the embedding matrix that move in this step. `optimizer` is one of
#
# | name | is |
# |---|---|
# | `"sgd"` | gradient descent: $E \leftarrow E - \eta\, g$ |
# | `"weight decay"` | gradient descent with weight decay: $E \leftarrow E - \eta\,(g + \lambda E)$ |
# | `"momentum"` | gradient descent with momentum, without weight decay |
# | `"adam"` | Adam on the whole matrix, without weight decay |
# | `"lazy adam"` | Adam that updates only the rows in the batch, their running means included |
#
# and anything else raises `ValueError`. Take for granted that no number of `E` is 0, that a word in a batch never has gradient 0, that no sum
# cancels, and that training is not so long that a memory fades away.
#
# ```python
# moving_rows([[1, 2], [2]], [3, 2], "sgd", 5)         # {2, 3}
# ```


# %% nbgrader={"grade_id": "moves", "solution": true}
def momentum_step(E, memory, gradient, rate, momentum, decay):
    """Take one step with momentum and weight decay.

    E, memory, gradient: arrays of shape (V, D)
    rate, momentum, decay: numbers
    returns: the new E and the new memory
    """
    ### BEGIN SOLUTION
    memory = momentum * memory + gradient + decay * E
    return E - rate * memory, memory
    ### END SOLUTION


def moving_rows(earlier, batch, optimizer, vocabulary_size):
    """Return the set of the rows that move in this step.

    earlier: list of the batches before this one, each a list of indices; may be empty
    batch: list of the indices in this batch; may be empty
    optimizer: "sgd", "weight decay", "momentum", "adam" or "lazy adam"
    vocabulary_size: V
    returns: set of whole numbers
    raises: ValueError for any other optimizer
    """
    ### BEGIN SOLUTION
    if optimizer in ("sgd", "lazy adam"):
        return set(batch)
    if optimizer in ("momentum", "adam"):
        return set(batch).union(*earlier)
    if optimizer == "weight decay":
        return set(range(vocabulary_size))
    raise ValueError(f"unknown optimizer {optimizer!r}")
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-moves", "grade": true, "locked": true, "points": 1}
# Task 4, the worked examples.
stepped = momentum_step(np.array([[1.0], [2.0]]), np.array([[10.0], [0.0]]), np.array([[0.0], [1.0]]), 0.1, 0.5, 0.0)
assert len(stepped) == 2, "momentum_step must return two things: the new E and the new memory."
assert [np.shape(part) for part in stepped] == [(2, 1)] * 2, "Both results must have the shape of E, here (2, 1)."
assert np.allclose(stepped[0], [[0.5], [1.9]]), "The new E of the worked example must come out."
assert np.allclose(stepped[1], [[5], [1]]), "The new memory of the worked example must come out."
who = moving_rows([[1, 2], [2]], [3, 2], "sgd", 5)
assert isinstance(who, (set, frozenset)), f"moving_rows must return a set, not {type(who)}."
assert who == {2, 3}, "Plain gradient descent moves the rows of the batch, here 2 and 3."

# %% nbgrader={"grade_id": "test-moves-hidden", "grade": true, "locked": true, "points": 4}
# Task 4, hidden tests: steps with memory and decay, and the rows of every optimiser.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for decay in (0.0, 0.3):
    table, kept, slopes = rng.normal(size=(3, 6, 4))
    rate, momentum = (float(n) for n in rng.uniform(0.1, 0.9, size=2))
    expected_memory = momentum * kept + slopes + decay * table
    expected = table - rate * expected_memory
    found = momentum_step(table.copy(), kept.copy(), slopes.copy(), rate, momentum, decay)
    assert [np.shape(part) for part in found] == [(6, 4)] * 2, (
        "A step must leave the shapes of both arrays as they are."
    )
    assert np.allclose(found[1], expected_memory, atol=1e-5), "The new memory is not that of the formula."
    assert np.allclose(found[0], expected, atol=1e-5), "The new E is not that of the formula."
first = rng.permutation(np.arange(1, 30))
past = [first[:3].tolist(), [int(first[3])] * 2, [], first[2:6].tolist()]
present = [*first[5:8].tolist(), int(first[6])]
seen = {int(index) for index in first[:8]}
here = {int(index) for index in first[5:8]}
for name, rows in {
    "sgd": here,
    "lazy adam": here,
    "momentum": seen,
    "adam": seen,
    "weight decay": set(range(31)),
}.items():
    assert set(moving_rows([list(one) for one in past], list(present), name, 31)) == rows, (
        "For one of the optimisers other rows move: think of what each of them remembers."
    )
before = {int(index) for index in first[:6]}
for name, rows in {"sgd": set(), "lazy adam": set(), "momentum": before, "adam": before}.items():
    assert set(moving_rows([list(one) for one in past], [], name, 31)) == rows, (
        "In an empty batch every gradient is 0. What still moves?"
    )
    assert set(moving_rows([], list(present), name, 31)) == here, "In the first step there is no memory yet."
assert set(moving_rows([], [], "weight decay", 4)) == {0, 1, 2, 3}, "Weight decay needs no batch."
for other in ("SGD", "adagrad", ""):
    try:
        moving_rows([[1]], [2], other, 5)
    except ValueError:
        continue
    except Exception as wrong:
        raise AssertionError("Another optimizer must raise ValueError, not another error.") from wrong
    raise AssertionError("An optimizer that is not in the table must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "lazy-text", "locked": true}
# ## 5. One step of lazy Adam (5 points)
#
# Write `lazy_adam_step(E, m, v, t, ids, upstream, rate)`. For each **different** index in `ids`, with the sum $g$ of its upstream rows, the row of that
# index changes in all three arrays:
#
# $$
# \begin{aligned}
# m &\leftarrow 0.9\, m + 0.1\, g \\
# v &\leftarrow 0.999\, v + 0.001\, g^2 \\
# E &\leftarrow E - \eta\; \frac{m / (1 - 0.9^t)}{\sqrt{v / (1 - 0.999^t)} + 10^{-8}}
# \end{aligned}
# $$
#
# with `rate` $\eta$, the number `t` of this step (1 for the first), and the new $m$ and $v$ in the last line. All other rows stay as they are. Return the new `E`, `m` and `v`.
# An index that occurs twice is updated **once**, with the sum of its rows. `ids` may be empty. The three arrays do not share
# memory, and your function may change them or leave them as they are: only what it returns counts.
#
# ```python
# E, m, v = np.zeros((3, 1)), np.array([[0.0], [0.0], [7.0]]), np.zeros((3, 1))
# lazy_adam_step(E, m, v, 1, np.array([1, 1]), np.array([[2.0], [3.0]]), rate=0.1)
# # E: array([[ 0. ], [-0.1], [ 0. ]])   m: array([[0. ], [0.5], [7. ]])   v: array([[0.   ], [0.025], [0.   ]])
# ```


# %% nbgrader={"grade_id": "lazy", "solution": true}
def lazy_adam_step(E, m, v, t, ids, upstream, rate):
    """Take one step of Adam with the rows in the batch only.

    E, m, v: arrays of shape (V, D): the embedding matrix and the running means of the gradient and of its square
    t: the number of this step, 1 for the first
    ids: array of shape (T,), whole numbers from 0 to V - 1
    upstream: array of shape (T, D)
    rate: the learning rate
    returns: the new E, m and v
    """
    ### BEGIN SOLUTION
    rows, places = np.unique(ids, return_inverse=True)
    g = scatter_add(places, upstream, len(rows))  # (different indices, D)
    E, m, v = E.copy(), m.copy(), v.copy()
    mean = 0.9 * m[rows] + 0.1 * g
    square = 0.999 * v[rows] + 0.001 * g**2
    m[rows], v[rows] = mean, square
    E[rows] -= rate * mean / (1 - 0.9**t) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
    return E, m, v
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-lazy", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
state = np.zeros((3, 1)), np.array([[0.0], [0.0], [7.0]]), np.zeros((3, 1))
step_made = lazy_adam_step(*state, 1, np.array([1, 1]), np.array([[2.0], [3.0]]), 0.1)
assert len(step_made) == 3, "lazy_adam_step must return three things: the new E, m and v."
assert [np.shape(part) for part in step_made] == [(3, 1)] * 3, "E, m and v must keep their shapes."
assert np.allclose(step_made[1], [[0], [0.5], [7]]), (
    "The running mean of the gradient in the worked example is another."
)

# %% nbgrader={"grade_id": "test-lazy-hidden", "grade": true, "locked": true, "points": 4}
# Task 5, hidden tests: several steps, repeated and absent indices, small gradients, nothing at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width = (int(n) for n in rng.integers(6, 10, size=2))
table, means, squares = rng.normal(size=(size, width)), np.zeros((size, width)), np.zeros((size, width))
for t in (1, 2, 3, 40):
    drawn, rate = rng.integers(0, size - 2, size=7), float(rng.uniform(0.05, 0.5))
    drawn[3] = drawn[0]
    slopes = rng.normal(size=(7, width))
    sums = np.eye(size)[drawn].T @ slopes
    present = np.isin(np.arange(size), drawn)[:, np.newaxis]
    new_means = np.where(present, 0.9 * means + 0.1 * sums, means)
    new_squares = np.where(present, 0.999 * squares + 0.001 * sums**2, squares)
    length = np.sqrt(new_squares / (1 - 0.999**t)) + 1e-8
    new_table = np.where(present, table - rate * new_means / (1 - 0.9**t) / length, table)
    given = table.copy(), means.copy(), squares.copy()
    found = [np.asarray(part) for part in lazy_adam_step(*given, t, drawn.copy(), slopes.copy(), rate)]
    assert [part.shape for part in found] == [(size, width)] * 3, (
        "A step must leave the shapes of E, m and v as they are."
    )
    absent = ~present[:, 0]
    assert np.allclose(found[0][absent], table[absent], atol=1e-6), "A row that is not in the batch must not move in E."
    assert np.allclose(found[1][absent], means[absent], atol=1e-6), "A row that is not in the batch must keep its m."
    assert np.allclose(found[2][absent], squares[absent], atol=1e-8), "A row that is not in the batch must keep its v."
    assert np.allclose(found[1], new_means, atol=1e-6), "m is not where this step leads."
    assert np.allclose(found[2], new_squares, rtol=1e-4, atol=1e-8), "v is not where this step leads."
    assert np.allclose(found[0], new_table, rtol=1e-4, atol=1e-5), "E is not where this step leads."
    table, means, squares = new_table, new_means, new_squares
tiny = lazy_adam_step(np.zeros((2, 1)), np.zeros((2, 1)), np.zeros((2, 1)), 1, np.array([1]), np.array([[1e-8]]), 1.0)
assert np.shape(tiny[0]) == (2, 1), "A small gradient must not change the shape of E."
assert np.allclose(np.asarray(tiny[0])[1], -0.5, atol=1e-3), (
    "The small number in the denominator is not that of the formula."
)
zeros = np.zeros((2, 1))
unmoved = lazy_adam_step(zeros.copy(), zeros.copy(), zeros.copy(), 1, np.array([1, 1]), np.array([[1.0], [-1.0]]), 1.0)
assert [np.shape(part) for part in unmoved] == [(2, 1)] * 3, "A gradient of 0 must not change a shape."
assert all(np.allclose(part, 0) for part in unmoved), "Two upstream rows that cancel make a gradient of 0."
given = np.ones((3, 1)), np.array([[0.0], [2.0], [3.0]]), np.array([[0.0], [4.0], [5.0]])
found = lazy_adam_step(*given, 1, np.array([1, 1]), np.array([[1.0], [-1.0]]), 0.1)
assert [np.shape(part) for part in found] == [(3, 1)] * 3, "Upstream rows that cancel must not change a shape."
assert np.allclose(found[1], [[0], [1.8], [3]]), "A row in the batch is updated even if its gradient is 0: its m fades."
assert np.allclose(found[2], [[0], [3.996], [5]]), (
    "A row in the batch is updated even if its gradient is 0: its v fades."
)
assert np.allclose(found[0], [[1], [1 - 1.8 / 3996**0.5], [1]]), "A row in the batch moves even if its gradient is 0."
given = rng.normal(size=(3, 4, 2)) ** 2
expected = given.copy()
found = lazy_adam_step(*given, 5, np.zeros(0, dtype=int), np.zeros((0, 2)), 0.1)
assert [np.shape(part) for part in found] == [(4, 2)] * 3, "An empty batch must not change a shape either."
assert np.allclose(np.array([np.asarray(part) for part in found]), expected), "An empty batch must change nothing."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (4 points)
#
# The written task of part one. In eight to twelve sentences, to someone who knows one-hot vectors but has never trained a model: **what is learned in an
# embedding layer, and what moves in one step of training?** Use an example sentence of your own in which a word occurs twice, and name a word that does not
# occur in it.
#
# A person reads this. One point each:
#
# - *what is learned*: the numbers in the rows of the matrix; they are parameters that start out arbitrary. The indices and the one-hot vectors are not learned;
# - *how the step reaches a row*: each place of the sentence sends what came back from the layers behind it to the row of its word, and the rows of the word
#   that occurs twice **add up** (or: the transposed one-hot matrix times the upstream gradient);
# - *the absent word*: its gradient is exactly 0, because a nudge of its row changes nothing in the loss, so plain gradient descent leaves its row as it is;
# - *gradient and movement are two things*: momentum and Adam also move rows of words from earlier batches, weight decay moves every row, a lazy optimiser only those
#   in the batch. (Two of these with the reason are enough.)

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 4}
# ### BEGIN SOLUTION
# Take the sentence "the cat sees the dog", and the word "bird", which is not in it. An embedding layer holds a matrix with a row of numbers for each word. These numbers are
# what is learned: they start at random, and training changes them bit by bit. The indices 1, 2, 3, 1, 4 and the one-hot vectors only say which row to take, and
# never change. In one step the model looks up five vectors, computes a loss, and finds out for each of the five how the loss would change if the
# vector did: the upstream gradient. Each place then sends its share to the row of its word, which is the transposed one-hot matrix times
# these five rows. "the" was read in two places, so a nudge of its row is felt twice, and its two shares are added. The row of "bird" was not read: nudging it
# changes nothing, so its gradient is exactly zero. Plain gradient descent moves each row against its gradient, so four rows move and "bird" stays. But that is up to
# the optimiser. Momentum and Adam keep a memory of earlier gradients, so if "bird" stood in an earlier batch they move it now although its
# gradient is zero. Weight decay shrinks all rows in each step. A lazy optimiser looks only at rows that are in the batch, so it leaves "bird" alone.
# ### END SOLUTION
