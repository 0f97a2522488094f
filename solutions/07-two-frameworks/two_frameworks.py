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
# # Exercise 7: one model, twice
#
# You will carry weights from one framework to the other and back, let both compute the same gradients, write Adam as either
# computes it, and build two small tools that find out where and why two trainings part. Allow 45 minutes. Chapter 7 of the book,
# *One model, twice*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. two layouts | 4 |
# | 2. the same gradients | 5 |
# | 3. Adam, twice | 5 |
# | 4. words that come twice | 3 |
# | 5. where and why | 5 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import keras
import numpy as np
import tensorflow as tf
import torch

# %% [markdown] nbgrader={"grade_id": "layouts-text", "locked": true}
# ## 1. Two layouts (4 points)
#
# A model has an embedding table and any number of dense layers, perhaps none. Keras lists its weights layer by layer:
# `[E, W0, b0, W1, b1, ...]`, with `E` of shape `(V, D)` and each kernel of shape `(in, out)`. PyTorch has a dictionary of tensors with the
# names `"embedding.weight"`, `"dense.0.weight"`, `"dense.0.bias"`, `"dense.1.weight"` and so on, each weight of shape `(out, in)`.
#
# - Write `to_torch(weights)`. Its values are float32 **tensors**.
# - Write `to_keras(state)`, the way back. Its list has NumPy arrays. The names in `state` may stand in **any order**.
#
# ```python
# E, W0, b0 = np.zeros((5, 2)), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0, 8.0, 9.0])
# to_torch([E, W0, b0])["dense.0.weight"]
# # tensor([[1., 4.],
# #         [2., 5.],
# #         [3., 6.]])
# to_keras(to_torch([E, W0, b0]))    # E, W0 and b0 again
# ```


# %% nbgrader={"grade_id": "layouts", "solution": true}
def to_torch(weights):
    """Return weights in the names and the layout of PyTorch.

    weights: list of arrays E (V, D), then for each dense layer a kernel (in, out) and a bias (out,)
    returns: dict of float32 tensors, weights (out, in)
    """
    ### BEGIN SOLUTION
    state = {"embedding.weight": weights[0]}
    for number in range(len(weights) // 2):
        state[f"dense.{number}.weight"] = weights[2 * number + 1].T
        state[f"dense.{number}.bias"] = weights[2 * number + 2]
    return {name: torch.tensor(value, dtype=torch.float32) for name, value in state.items()}
    ### END SOLUTION


def to_keras(state):
    """Return weights in the order and the layout of Keras.

    state: dict of tensors with the names of to_torch, in any order
    returns: list of arrays E, W0, b0, W1, b1, ...
    """
    ### BEGIN SOLUTION
    weights = [state["embedding.weight"].numpy()]
    for number in range(len(state) // 2):
        weights += [state[f"dense.{number}.weight"].numpy().T, state[f"dense.{number}.bias"].numpy()]
    return weights
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-layouts", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
kernel = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
carried = to_torch([np.zeros((5, 2)), kernel, np.array([7.0, 8.0, 9.0])])
assert sorted(carried) == ["dense.0.bias", "dense.0.weight", "embedding.weight"], (
    "One table and one dense layer have these names: embedding.weight, dense.0.weight, dense.0.bias."
)
assert all(isinstance(value, torch.Tensor) for value in carried.values()), "Each value must be a tensor of PyTorch."
assert tuple(carried["dense.0.weight"].shape) == (3, 2), "Two inputs and three outputs make a weight of shape (3, 2)."
assert tuple(carried["embedding.weight"].shape) == (5, 2), "The table has the same shape in both frameworks."
back = to_keras(carried)
assert isinstance(back, list), f"to_keras must return a list, not {type(back)}."
assert all(isinstance(each, np.ndarray) for each in back), "Each entry of the list must be an array of NumPy."
assert [np.shape(each) for each in back] == [(5, 2), (2, 3), (3,)], (
    "The way back leads to the table, a kernel and a bias."
)

# %% nbgrader={"grade_id": "test-layouts-hidden", "grade": true, "locked": true, "points": 3}
# Task 1, hidden tests: no dense layer, square kernels, many layers, names in any order.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for layers in (0, 1, 3, 12):
    width = int(rng.integers(2, 6))
    kernels = [rng.normal(size=(width, width)).astype("float32") for _ in range(layers)]
    biases = [rng.normal(size=width).astype("float32") for _ in range(layers)]
    table = rng.normal(size=(7, width)).astype("float32")
    given = [table.copy()]
    wanted = {"embedding.weight": table.copy()}
    for place in range(layers):
        given += [kernels[place].copy(), biases[place].copy()]
        wanted[f"dense.{place}.weight"] = kernels[place].swapaxes(0, 1).copy()
        wanted[f"dense.{place}.bias"] = biases[place].copy()
    carried = to_torch([each.copy() for each in given])
    assert set(carried) == set(wanted), "There must be one name for each weight, and no other."
    assert all(carried[name].dtype == torch.float32 for name in wanted), "All tensors must be float32."
    assert all(np.array_equal(np.asarray(carried[name].detach()), wanted[name]) for name in wanted), (
        "Each tensor must hold the numbers of its weight, kernels transposed, square ones too."
    )
    names = [str(name) for name in rng.permutation(sorted(wanted))]
    back = to_keras({name: torch.tensor(wanted[name].copy()) for name in names})
    assert len(back) == len(given), "Two weights for each dense layer, and one for the table."
    assert all(np.shape(a) == np.shape(b) and np.array_equal(a, b) for a, b in zip(back, given, strict=True)), (
        "to_keras must give the weights layer by layer, whatever the order of the names."
    )
double = to_torch([np.full((2, 3), 0.1), np.eye(3), np.zeros(3)])
assert len(double) == 3, "Arrays of float64 are weights like others: each must have its name."
assert all(value.dtype == torch.float32 for value in double.values()), "Arrays of float64 become float32, too."
fixed = to_torch([np.zeros((4, 2)), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])])["dense.0.weight"]
layer = torch.nn.Linear(2, 2, bias=False)
layer.load_state_dict({"weight": torch.as_tensor(np.array(fixed.detach()))})
assert np.allclose(layer(torch.tensor([[1.0, 10.0]])).detach().numpy(), [[31, 42]]), (
    "A Linear layer with the weight must compute what the kernel of Keras computes."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "gradients-text", "locked": true}
# ## 2. The same gradients (5 points)
#
# A small model: look up the rows of `E`, take the mean of each review's rows with padding (index 0) **left out**, and multiply with `w`:
# $z_i = \bar v_i \cdot w$. The mean of a review of padding alone is the zero vector. The loss is the **mean** over the $B$ reviews of the cross-entropy
#
# $$
# -y_i \log \sigma(z_i) - (1 - y_i) \log (1 - \sigma(z_i)).
# $$
#
# Write `keras_gradients(E, w, ids, labels)` with `tf.GradientTape`, and `torch_gradients(E, w, ids, labels)` with `backward` or `torch.autograd.grad`. Both return
# two NumPy arrays, the gradients of `E`, of shape `(V, D)`, and of `w`, of shape `(D,)`. Padding may stand anywhere, and `E[0]` may hold anything. `labels` are zeros and ones, as whole
# numbers or with a decimal point.
#
# TensorFlow hands over the gradient of a lookup as a list of rows, in which one row can stand several times. `tf.convert_to_tensor` makes an array of it.
# `keras.losses.BinaryCrossentropy(from_logits=True)` and `torch.nn.BCEWithLogitsLoss()` compute the loss from $z$.
#
# ```python
# E, w = np.array([[9.0, 9.0], [1.0, 0.0], [0.0, 1.0]]), np.array([1.0, -1.0])
# ids, labels = np.array([[1, 2, 0], [2, 2, 0]]), np.array([1.0, 0.0])
# torch_gradients(E, w, ids, labels)
# # array([[ 0.    ,  0.    ],      array([-0.125 ,  0.0095])
# #        [-0.125 ,  0.125 ],
# #        [ 0.0095, -0.0095]])
# ```


# %% nbgrader={"grade_id": "gradients", "solution": true}
def keras_gradients(E, w, ids, labels):
    """Return the gradients of the mean cross-entropy, computed by TensorFlow.

    E: array of shape (V, D); w: array of shape (D,)
    ids: whole numbers of shape (B, T), 0 for padding; labels: zeros and ones of shape (B,)
    returns: arrays of shape (V, D) and (D,)
    """
    ### BEGIN SOLUTION
    table, weights = tf.Variable(E, dtype=tf.float32), tf.Variable(w, dtype=tf.float32)
    is_word = (ids != 0).astype("float32")  # (B, T)
    shares = is_word / np.maximum(is_word.sum(axis=1, keepdims=True), 1)
    with tf.GradientTape() as record:
        z = tf.einsum("bt,btd,d->b", shares, tf.gather(table, ids), weights)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(labels, z)
    return [tf.convert_to_tensor(gradient).numpy() for gradient in record.gradient(loss, [table, weights])]
    ### END SOLUTION


def torch_gradients(E, w, ids, labels):
    """Return the same gradients, computed by PyTorch.

    E: array of shape (V, D); w: array of shape (D,)
    ids: whole numbers of shape (B, T), 0 for padding; labels: zeros and ones of shape (B,)
    returns: arrays of shape (V, D) and (D,)
    """
    ### BEGIN SOLUTION
    table = torch.tensor(E, dtype=torch.float32, requires_grad=True)
    weights = torch.tensor(w, dtype=torch.float32, requires_grad=True)
    means = torch.nn.functional.embedding_bag(torch.tensor(ids), table, mode="mean", padding_idx=0)
    target = torch.tensor(labels, dtype=torch.float32)
    torch.nn.BCEWithLogitsLoss()(means @ weights, target).backward()
    return [table.grad.numpy(), weights.grad.numpy()]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-gradients", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
table, weights = np.array([[9.0, 9.0], [1.0, 0.0], [0.0, 1.0]]), np.array([1.0, -1.0])
batch, target = np.array([[1, 2, 0], [2, 2, 0]]), np.array([1.0, 0.0])
for found in (keras_gradients(table, weights, batch, target), torch_gradients(table, weights, batch, target)):
    assert len(found) == 2, "There are two gradients, that of E and that of w."
    assert np.shape(found[0]) == (3, 2), f"The gradient of E has the shape of E, (3, 2), not {np.shape(found[0])}."
    assert np.shape(found[1]) == (2,), f"The gradient of w has the shape of w, (2,), not {np.shape(found[1])}."
    assert np.allclose(found[0], [[0, 0], [-0.125, 0.125], [0.00947, -0.00947]], atol=1e-4), (
        "These are not the gradients of E of the worked example."
    )
    assert np.allclose(found[1], [-0.125, 0.00947], atol=1e-4), "This is not the gradient of w of the worked example."

# %% nbgrader={"grade_id": "test-gradients-hidden", "grade": true, "locked": true, "points": 4}
# Task 2, hidden tests: padding anywhere, words that come often, reviews of one word and of none.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for _ in range(2):
    size, width, length, number = (int(n) for n in rng.integers((5, 2, 5, 4), (9, 5, 9, 8)))
    table, weights = rng.normal(size=(size, width)), rng.normal(size=width)
    batch = rng.integers(1, size, size=(number, length))
    batch[rng.random(batch.shape) < 0.3] = 0
    batch[0, 1], batch[0, 3] = 1, 1
    batch[1] = 0
    batch[2] = 0
    batch[2, 2] = 2
    batch[3, 0] = 0
    target = np.arange(number) % 2 * 1.0
    pooled, wanted_table = np.zeros((number, width)), np.zeros((size, width))
    for review in range(number):
        kept = [index for index in batch[review].tolist() if index > 0]
        for index in kept:
            pooled[review] += table[index] / len(kept)
    errors = (1 / (1 + np.exp(-(pooled @ weights))) - target) / number
    wanted_weights = (errors[:, np.newaxis] * pooled).sum(axis=0)
    for review in range(number):
        kept = [index for index in batch[review].tolist() if index > 0]
        for index in kept:
            wanted_table[index] += errors[review] * weights / len(kept)
    for gradients_of in (keras_gradients, torch_gradients):
        found = gradients_of(table.copy(), weights.copy(), batch.copy(), target.copy())
        assert np.shape(found[0]) == (size, width), "The gradient of E must have the shape of E."
        assert np.shape(found[1]) == (width,), "The gradient of w must have the shape of w."
        assert not np.isnan(np.asarray(found[0])).any(), "A review of padding alone must not make the gradient NaN."
        assert not np.isnan(np.asarray(found[1])).any(), "A review of padding alone must not make a gradient NaN."
        assert np.allclose(np.asarray(found[0])[0], 0), "The gradient of the padding row must be 0."
        assert np.allclose(found[0], wanted_table, atol=1e-5), "The gradient of E is another one."
        assert np.allclose(found[1], wanted_weights, atol=1e-5), "The gradient of w is another one."
one = np.array([[1, 1, 1]], dtype=np.int32), np.array([1])
for gradients_of in (keras_gradients, torch_gradients):
    found = gradients_of(np.array([[5.0], [0.0]]), np.array([2.0]), one[0].copy(), one[1].copy())
    assert np.shape(found[0]) == (2, 1), "With a single review, too, the gradient of E must have the shape of E."
    assert np.allclose(found[0], [[0], [-1]], atol=1e-5), (
        "A word that stands three times of three is the whole mean; labels may be whole numbers."
    )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "adam-text", "locked": true}
# ## 3. Adam, twice (5 points)
#
# Adam begins with $m = v = 0$. In step $t = 1, 2, \dots$ with gradient $g$, element by element,
#
# $$
# m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2,
# $$
#
# and then the point moves by
#
# $$
# \text{"keras":}\ \ -\eta\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} \cdot \frac{m}{\sqrt v + \varepsilon} \qquad
# \text{"torch":}\ \ -\frac{\eta}{1 - \beta_1^t} \cdot \frac{m}{\sqrt v / \sqrt{1 - \beta_2^t} + \varepsilon} .
# $$
#
# Write `adam(start, gradients, rate, beta_1, beta_2, epsilon, convention)` in NumPy. The gradients, of shape `(S, n)`, are given for all steps. Return the place
# after each step, an array of shape `(S, n)`, also for no steps at all. Any other convention than `"keras"` and `"torch"` raises `ValueError`.
#
# ```python
# adam(np.zeros(1), np.array([[1e-6]]), 1.0, 0.9, 0.999, 1e-7, "keras")   # array([[-0.24025...]])
# adam(np.zeros(1), np.array([[1e-6]]), 1.0, 0.9, 0.999, 1e-7, "torch")   # array([[-0.90909...]])
# ```


# %% nbgrader={"grade_id": "adam", "solution": true}
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    """Return where Adam is after each step.

    start: array of shape (n,)
    gradients: array of shape (S, n), one row a step
    rate, beta_1, beta_2, epsilon: numbers above 0
    convention: "keras" or "torch", where epsilon is added
    returns: array of shape (S, n)
    raises: ValueError for any other convention
    """
    ### BEGIN SOLUTION
    if convention not in ("keras", "torch"):
        raise ValueError(f"convention {convention!r} is neither keras nor torch")
    m, v = np.zeros((2, len(start)))
    place, places = start, []
    for step, g in enumerate(gradients):
        m += (1 - beta_1) * (g - m)
        v += (1 - beta_2) * (g**2 - v)
        root = np.sqrt(1 - beta_2 ** (step + 1))
        below = (np.sqrt(v) + epsilon) / root if convention == "keras" else np.sqrt(v) / root + epsilon
        place = place - rate / (1 - beta_1 ** (step + 1)) * m / below
        places.append(place)
    return np.reshape(places, gradients.shape)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-adam", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
tiny = np.array([[1e-6]])
first, second = (adam(np.zeros(1), tiny, 1.0, 0.9, 0.999, 1e-7, name) for name in ("keras", "torch"))
assert np.shape(first) == (1, 1), f"One step in one dimension makes shape (1, 1), not {np.shape(first)}."
assert np.shape(second) == (1, 1), f"The convention of PyTorch makes the same shape, (1, 1), not {np.shape(second)}."
assert np.allclose(first, -0.240253, atol=1e-5), "The first step of Keras in the worked example is another one."
assert np.allclose(second, -0.909091, atol=1e-5), "The first step of PyTorch in the worked example is another one."
assert np.shape(adam(np.ones(3), np.ones((4, 3)), 0.1, 0.9, 0.99, 0.01, "torch")) == (4, 3), (
    "Four steps in three dimensions make shape (4, 3)."
)

# %% nbgrader={"grade_id": "test-adam-hidden", "grade": true, "locked": true, "points": 4}
# Task 3, hidden tests: many steps, other factors, zero gradients, no steps, and what the frameworks themselves computed.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for name in ("keras", "torch"):
    count, width = (int(n) for n in rng.integers(4, 9, size=2))
    origin, slopes = rng.normal(size=width), rng.normal(size=(count, width)) * 0.1
    slopes[:, 1] = 0
    b1, b2 = float(rng.uniform(0.5, 0.8)), float(rng.uniform(0.85, 0.95))
    eps, speed = float(rng.uniform(0.02, 0.1)), float(rng.uniform(0.5, 2))
    moves = []
    for t in range(1, count + 1):
        past = slopes[:t]
        age = np.arange(t - 1, -1, -1)[:, np.newaxis]
        mean, square = ((1 - b1) * b1**age * past).sum(axis=0), ((1 - b2) * b2**age * past**2).sum(axis=0)
        root = (1 - b2**t) ** 0.5
        if name == "keras":
            moves.append(speed * root / (1 - b1**t) * mean / (square**0.5 + eps))
        else:
            moves.append(speed / (1 - b1**t) * mean / (square**0.5 / root + eps))
    wanted = origin - np.cumsum(moves, axis=0)
    found = adam(origin.copy(), slopes.copy(), speed, b1, b2, eps, name)
    assert np.shape(found) == (count, width), "There must be one row a step."
    assert np.allclose(np.asarray(found)[0], wanted[0], atol=1e-5), "The first step leads elsewhere."
    assert np.allclose(found, wanted, atol=1e-5), "Later steps lead elsewhere."
    assert np.allclose(np.asarray(found)[:, 1], origin[1]), "Where all gradients are 0, nothing must move."
    assert np.shape(adam(origin.copy(), np.zeros((0, width)), 1.0, 0.9, 0.999, 1e-7, name)) == (0, width), (
        "No steps must make no rows."
    )
recorded = np.array([[1e-6, 1e-3], [2e-6, -1e-3], [1e-6, 2e-3]])
from_keras = [[-2.402515e-4, -9.968410e-4], [-6.400156e-4, -9.443275e-4], [-1.0510469e-3, -1.4419253e-3]]
from_torch = [[-9.900988e-4, -9.999898e-4], [-1.9492158e-3, -9.473588e-4], [-2.8845414e-3, -1.4455975e-3]]
for name, eps, known in (("keras", 1e-7, from_keras), ("torch", 1e-8, from_torch)):
    found = adam(np.zeros(2), recorded.copy(), 0.001, 0.9, 0.999, eps, name)
    assert np.shape(found) == (3, 2), "Three gradients must make three rows."
    assert np.allclose(found, known, rtol=1e-3, atol=1e-8), "The framework itself went elsewhere with these gradients."
for other in ("Keras", "pytorch", ""):
    for number_of_steps in (1, 0):
        try:
            adam(np.zeros(1), np.ones((number_of_steps, 1)), 0.1, 0.9, 0.999, 1e-7, other)
        except ValueError:
            continue
        except Exception as wrong:
            raise AssertionError("Another convention must raise ValueError, not another error.") from wrong
        raise AssertionError("A convention that is neither keras nor torch must raise ValueError, also for no steps.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "repeats-text", "locked": true}
# ## 4. Words that come twice (3 points)
#
# The gradient of a lookup comes as a list of pairs: `ids`, and for each a row of `gradients`. Where an index stands several times, its rows $g_1, \dots, g_n$ are meant to be **summed**.
# If the optimiser squares before it sums, its first step differs. Without epsilon it is, in learning rates and element by element,
#
# $$
# \text{squared first:}\ \ -\frac{\sum_j g_j}{\sqrt{\sum_j g_j^2}} \qquad\qquad \text{summed first:}\ \ -\frac{\sum_j g_j}{\sqrt{\bigl(\sum_j g_j\bigr)^2}} .
# $$
#
# Write `first_steps(ids, gradients, vocabulary_size)`: it returns both, two arrays of shape `(V, D)`. Wherever $\sum_j g_j$ is exactly 0, both steps are 0; so are the rows of indices that
# don't occur. Index 0 is an index like any other here, and the list may be empty.
#
# ```python
# squared_first, summed_first = first_steps(np.array([1, 1, 1, 1, 2]), np.ones((5, 1)), 4)
# # array([[ 0.], [-2.], [-1.], [ 0.]])   and   array([[ 0.], [-1.], [-1.], [ 0.]])
# ```


# %% nbgrader={"grade_id": "repeats", "solution": true}
def first_steps(ids, gradients, vocabulary_size):
    """Return the first steps of an optimiser that squares first, and of one that sums first.

    ids: whole numbers of shape (n,), from 0 to V - 1
    gradients: array of shape (n, D), a row for each of ids
    vocabulary_size: V
    returns: two arrays of shape (V, D), in learning rates
    """
    ### BEGIN SOLUTION
    total, squares = np.zeros((2, vocabulary_size, gradients.shape[1]))
    np.add.at(total, ids, gradients)
    np.add.at(squares, ids, gradients**2)
    return -total / np.sqrt(np.where(total == 0, 1, squares)), -np.sign(total)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-repeats", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
squared_first, summed_first = first_steps(np.array([1, 1, 1, 1, 2]), np.ones((5, 1)), 4)
assert np.shape(squared_first) == (4, 1), f"V = 4 and D = 1 make shape (4, 1), not {np.shape(squared_first)}."
assert np.shape(summed_first) == (4, 1), f"V = 4 and D = 1 make shape (4, 1), not {np.shape(summed_first)}."
assert np.allclose(squared_first, [[0], [-2], [-1], [0]]), "Four equal gradients, squared first, make a step of -2."
assert np.allclose(summed_first, [[0], [-1], [-1], [0]]), (
    "Summed first, a step is -1 here however often the word comes."
)

# %% nbgrader={"grade_id": "test-repeats-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests: gradients of both signs, sums that are 0, an empty list.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
size, width, count = (int(n) for n in rng.integers((5, 2, 20), (8, 5, 30)))
places = rng.integers(0, size - 1, size=count)
rows = rng.integers(-8, 9, size=(count, width)) / 4
places[0], rows[0] = 0, 1.5
places[1], places[2], rows[1], rows[2] = 1, 1, 0.75, -0.75
places[3:][places[3:] == 1] = 2
places[3], rows[3] = 3, 0
rows[4:, 1] = np.abs(rows[4:, 1])
one_by_one, together = np.zeros((size, width)), np.zeros((size, width))
for index in range(size):
    for column in range(width):
        mine = [float(g) for place, g in zip(places, rows[:, column], strict=True) if place == index]
        if sum(mine) != 0:
            one_by_one[index, column] = -sum(mine) / sum(g * g for g in mine) ** 0.5
            together[index, column] = -1 if sum(mine) > 0 else 1
squared_first, summed_first = first_steps(places.copy(), rows.copy(), size)
assert np.shape(squared_first) == (size, width), "There is one row for each index of the vocabulary, used or not."
assert np.shape(summed_first) == (size, width), "Summed first, too, there must be a row for each index."
assert not np.isnan(np.asarray(squared_first)).any(), "Where a sum is 0 the step must be 0, squared first."
assert not np.isnan(np.asarray(summed_first)).any(), "Where a sum is 0 the step must be 0, summed first."
assert np.allclose(squared_first, one_by_one, atol=1e-5), "The steps of an optimiser that squares first are others."
assert np.allclose(summed_first, together, atol=1e-5), "The steps of an optimiser that sums first are others."
halves = first_steps(np.array([1, 1]), np.array([[1.0, 1.0], [-1.0, 1.0]]), 3)
assert [np.shape(part) for part in halves] == [(3, 2)] * 2, "A column whose sum is 0 must not change a shape."
assert np.allclose(halves[0], [[0, 0], [0, -(2**0.5)], [0, 0]]), "A sum of 0 in one column says nothing of the others."
assert np.allclose(halves[1], [[0, 0], [0, -1], [0, 0]]), "A sum of 0 in one column says nothing of the other columns."
for part in first_steps(np.zeros(0, dtype=int), np.zeros((0, width)), size):
    assert np.shape(part) == (size, width), "An empty list must still make a row for each index."
    assert not np.asarray(part).any(), "An empty list must make no step."
tiny = first_steps(np.array([2, 2]), np.array([[1e-9], [1e-9]]), 3)
assert [np.shape(part) for part in tiny] == [(3, 1)] * 2, "Tiny gradients must make as many rows as others do."
assert np.allclose(tiny[0], [[0], [0], [-(2**0.5)]], atol=1e-5), "Tiny gradients take as long a step: no epsilon here."
assert np.allclose(tiny[1], [[0], [0], [-1]], atol=1e-5), "Tiny gradients take as long a step: no epsilon here."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "cause-text", "locked": true}
# ## 5. Where and why (5 points)
#
# **Where.** Two trainings were written down: each is a list with a dictionary for each step, name of a parameter -> array. Both have the same number of steps and the same names. Write
# `first_difference(first, second, tolerance)`. It returns `(step, name, difference)`: the first step, counted from **1**, in which any two entries differ by
# **more** than the tolerance; the name of the parameter that differs most **in this step**; and its largest difference. If there is no such step, it returns `None`.
#
# - A difference is an absolute value. NaN on either side counts as an infinite one, `np.inf`.
# - If the two arrays of a parameter differ in shape, this counts as an infinite difference, too. (Beware: NumPy would stretch them.)
#
# **Why.** Write `matching(simulate, candidates, observed, tolerance)`. `candidates` is a dictionary, name -> dictionary of settings, and `simulate(**settings)` is a function that you are
# given: it returns an array of the same shape as `observed`. Return a list with the names of **all** candidates, in their order, whose array differs from `observed` by at most the tolerance,
# **everywhere**.
#
# ```python
# here = [{"E": np.array([1.0, 2.0]), "b": np.array([0.0])}, {"E": np.array([1.5, 2.0]), "b": np.array([0.5])}]
# there = [{"E": np.array([1.0, 2.0]), "b": np.array([0.0])}, {"E": np.array([1.5, 2.5]), "b": np.array([0.25])}]
# first_difference(here, there, 0.1)      # (2, "E", 0.5)
#
# matching(lambda k: np.array([k, 2 * k]), {"one": {"k": 1}, "two": {"k": 2}}, np.array([2, 4]), 0.1)    # ["two"]
# ```


# %% nbgrader={"grade_id": "cause", "solution": true}
def first_difference(first, second, tolerance):
    """Return where two trainings part: (step, name, difference), or None.

    first, second: lists of S dictionaries, name of a parameter -> array
    tolerance: the largest difference that counts as equal
    returns: step from 1 to S, name of the parameter that differs most there, its largest difference
    """
    ### BEGIN SOLUTION
    for step in range(len(first)):
        differences = {}
        for name, here in first[step].items():
            there = second[step][name]
            if np.shape(here) == np.shape(there):
                apart = np.abs(here - there)
                differences[name] = np.max(np.where(np.isnan(apart), np.inf, apart))
            else:
                differences[name] = np.inf
        worst = max(differences, key=differences.get)
        if differences[worst] > tolerance:
            return step + 1, worst, float(differences[worst])
    return None
    ### END SOLUTION


def matching(simulate, candidates, observed, tolerance):
    """Return the names of the candidates that reproduce what was observed.

    simulate: function of the settings of a candidate that returns an array
    candidates: dict, name -> dict of settings
    observed: array of the same shape
    tolerance: the largest difference that counts as equal
    returns: list of names
    """
    ### BEGIN SOLUTION
    return [
        name for name, settings in candidates.items() if np.all(np.abs(simulate(**settings) - observed) <= tolerance)
    ]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-cause", "grade": true, "locked": true, "points": 1}
# Task 5, the worked examples.
here = [{"E": np.array([1.0, 2.0]), "b": np.array([0.0])}, {"E": np.array([1.5, 2.0]), "b": np.array([0.5])}]
there = [{"E": np.array([1.0, 2.0]), "b": np.array([0.0])}, {"E": np.array([1.5, 2.5]), "b": np.array([0.25])}]
found = first_difference(here, there, 0.1)
assert found is not None, "The two trainings of the worked example do part."
assert len(found) == 3, "The answer has three parts: step, name, difference."
assert found[0] == 2, f"They part in step 2, counted from 1, not in step {found[0]}."
assert found[1] == "E", "In step 2 the parameter E differs most."
assert np.isclose(found[2], 0.5), "The largest difference is 0.5."
assert first_difference(here, here, 0.1) is None, "A training does not part from itself."
names = matching(lambda k: np.array([k, 2 * k]), {"one": {"k": 1}, "two": {"k": 2}}, np.array([2, 4]), 0.1)
assert isinstance(names, list), f"matching must return a list, not {type(names)}."
assert names == ["two"], "Only the candidate two reproduces the worked example."

# %% nbgrader={"grade_id": "test-cause-hidden", "grade": true, "locked": true, "points": 4}
# Task 5, hidden tests: drawn paths, differences of both signs, NaN, shapes, limits, no match and several.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
count = int(rng.integers(6, 10))
shapes = {"table": (5, 3), "kernel": (3, 3), "bias": (3,)}
path = [{name: rng.normal(size=shape) for name, shape in shapes.items()} for _ in range(count)]


def copied(change=None, step=0, name="", place=()):
    """Copy the path; in one step add to one entry."""
    result = [{key: value.copy() for key, value in each.items()} for each in path]
    if change is not None:
        result[step][name][place] += change
    return result


for name, change in (("table", 0.25), ("kernel", -0.25), ("bias", -0.5)):
    step = int(rng.integers(1, count - 1))
    other = copied(change, step, name, tuple(int(rng.integers(0, n)) for n in shapes[name]))
    other[step]["table" if name != "table" else "bias"] += 0.0625
    other[step + 1]["kernel"][1, 1] += 2
    if step > 1:
        other[0]["bias"][2] -= 1e-3
    for pair in ((copied(), other), (other, copied())):
        found = first_difference(*pair, 0.01)
        assert found is not None, "These two trainings part."
        assert found[0] == step + 1, "The step is the first one with a difference above the tolerance, counted from 1."
        assert found[1] == name, "The name is that of the parameter that differs most in this step."
        assert np.isclose(found[2], abs(change)), "The difference is the largest one in this step, an absolute value."
assert first_difference(copied(), copied(1e-3, 2, "bias", (0,)), 0.01) is None, "Below the tolerance nothing parts."
halves = [{"b": np.array([1.0, 2.0])}], [{"b": np.array([1.5, 2.0])}]
assert first_difference(*halves, 0.5) is None, "A difference of just the tolerance is not more than the tolerance."
assert first_difference(*halves, 0.25) is not None, "A difference above the tolerance is a difference."
large = [{"b": np.array([1e6, 0.0])}], [{"b": np.array([1e6 + 2, 0.0])}]
assert first_difference(*large, 0.5) is not None, "The tolerance is absolute, however large the numbers."
named = [{"a": np.array([1.0]), "b": np.array([5.0])}], [{"b": np.array([5.0]), "a": np.array([1.0])}]
assert first_difference(*named, 0.1) is None, "Compare parameters by name, in whatever order they stand."
last = first_difference(copied(), copied(1.0, count - 1, "table", (4, 2)), 0.01)
assert last is not None, "The last step counts, too."
assert last[0] == count, "The last step has the number of the steps."
for swapped in (False, True):
    spoiled = copied(np.nan, 2, "kernel", (1, 2))
    spoiled[2]["bias"] += 3
    found = first_difference(*((spoiled, copied()) if swapped else (copied(), spoiled)), 0.01)
    assert found is not None, "NaN is a difference."
    assert tuple(found[:2]) == (3, "kernel"), "NaN differs more than any number."
    assert np.isposinf(found[2]), "NaN counts as an infinite difference."
    turned = copied()
    turned[1]["bias"] = path[1]["bias"][:, np.newaxis] * 0 + path[1]["bias"][0]
    flat = copied()
    flat[1]["bias"] = path[1]["bias"] * 0 + path[1]["bias"][0]
    found = first_difference(*((turned, flat) if swapped else (flat, turned)), 0.01)
    assert found is not None, "Arrays of different shapes differ, even if NumPy can stretch them."
    assert tuple(found[:2]) == (2, "bias"), "Arrays of different shapes differ in the step where they stand."
    assert np.isposinf(found[2]), "Different shapes count as an infinite difference."
both = copied(np.nan, 0, "table", (0, 0))
assert first_difference(both, both, 0.01) is not None, "NaN on both sides counts as a difference, too."


def simulate(slope, shift=0.0):
    """Walk three steps in two dimensions."""
    return np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]) * slope + np.array([[0, 0], [0, 0], [0, shift]])


slope = float(rng.integers(1, 9))
seen = simulate(slope)
settings = {
    "late": {"slope": slope, "shift": 0.5},
    "right": {"slope": slope},
    "steep": {"slope": slope + 1},
    "early": {"slope": slope, "shift": -0.5},
    "also": {"slope": slope, "shift": 0.125},
}
assert list(matching(simulate, dict(settings), seen.copy(), 0.25)) == ["right", "also"], (
    "All candidates that match everywhere, in their order."
)
assert list(matching(simulate, dict(settings), seen.copy(), 0.5)) == ["late", "right", "early", "also"], (
    "At most the tolerance: just the tolerance matches."
)
assert list(matching(simulate, {"steep": settings["steep"]}, seen.copy(), 0.25)) == [], "None may match."
million = {"off": {"k": 1e6 + 2}, "on": {"k": 1e6}}
assert list(matching(lambda k: np.array([k]), million, np.array([1e6]), 0.5)) == ["on"], "The tolerance is absolute."
assert list(matching(simulate, {}, seen.copy(), 0.25)) == [], "Without candidates there is no match."
assert list(matching(lambda k: np.array([k, np.nan]), {"k": {"k": 1.0}}, np.array([1.0, 2.0]), 0.25)) == [], (
    "NaN matches no number."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# Somebody moved a program from PyTorch to Keras and wrote down where two parameters were after each of three steps, with the learning rate 0.001. The gradients were the same as in PyTorch,
# but the places were not. Find the cause with your functions, in a cell of your own:
#
# ```python
# gradients = np.array([[1e-6, 1e-3], [2e-6, -1e-3], [1e-6, 2e-3]])
# observed = np.array([[-7.59742e-4, -9.99677e-4], [-1.605320e-3, -9.47058e-4], [-2.439508e-3, -1.445234e-3]])
# candidates = {f"{epsilon:.0e} as in {name}": {"epsilon": epsilon, "convention": name}
#               for name in ("keras", "torch") for epsilon in (1e-7, 1e-8)}
#
# def simulate(epsilon, convention):
#     return adam(np.zeros(2), gradients, 0.001, 0.9, 0.999, epsilon, convention)
#
# matching(simulate, candidates, observed, 1e-7)
# ```
#
# Then write four to six sentences to this person. Which epsilon did the program use, and in which place does it stand? Why does it not take the steps of PyTorch, although the number is
# PyTorch's, and why does this concern the first parameter much more than the second? In which order should one check that a model that was carried to the other framework is right?
#
# A person reads this. One point each: the settings that match (epsilon 1e-8, added before the correction as Keras does); why the steps differ (at step 1 Keras' epsilon is worth
# $1 / \sqrt{1 - \beta_2} \approx 32$ times as much, which shows where gradients are not much larger than epsilon); a sensible order (weights and layout by outputs, then gradients, then the first step, then
# later steps, with a tolerance that has a reason).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# The only candidate that matches is an epsilon of 1e-8 as in Keras: the number is PyTorch's, but it is added to the root before the correction for the start. There it is worth more, at
# the first step 1e-8 divided by the root of 0.001, which is about 32 times as much. The gradient of the first parameter is a millionth, only three times that, so the step gets a
# quarter shorter; that of the second is a thousandth, and hardly notices. To check a model in its new framework I would first load the weights, kernels transposed, and compare outputs for the same
# inputs, then gradients, then the parameters after one step, and only then after many, each time with a tolerance that follows from the rounding of float32.
# ### END SOLUTION
