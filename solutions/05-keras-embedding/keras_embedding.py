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
# # Exercise 5: the layer in Keras
#
# You will translate a call from an old tutorial, carry a trained matrix over to a new vocabulary, pool sentences without
# their padding, write a test that finds leaking padding, and build a layer with a penalty and a limit. Nothing has to be
# trained. Allow 45 minutes. Chapter 5 of the book, *The layer in Keras*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# | task | points |
# |---|---|
# | 1. an old call | 3 |
# | 2. a matrix for another vocabulary | 5 |
# | 3. pooling without padding | 4 |
# | 4. does padding leak? | 4 |
# | 5. a penalty and a limit | 5 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import keras
import numpy as np

TODAY = {
    "input_dim", "output_dim", "embeddings_initializer", "embeddings_regularizer", "embeddings_constraint", "mask_zero",
    "weights", "lora_rank", "lora_alpha", "quantization_config", "activity_regularizer", "trainable", "dtype", "name",
}  # fmt: skip

# %% [markdown] nbgrader={"grade_id": "call-text", "locked": true}
# ## 1. An old call (3 points)
#
# Write `modern_arguments(old)`: it takes the arguments of a call to `Embedding` from an old tutorial, a dict from names to
# values, and returns the dict of arguments for today.
#
# - `init`, `W_regularizer` and `W_constraint` are called `embeddings_initializer`, `embeddings_regularizer` and
#   `embeddings_constraint` today; their values stay.
# - `input_length`, `dropout` and `sparse` are left out.
# - Arguments that the layer has today (`TODAY` above lists them) stay as they are.
# - Raise a `ValueError` for any other name, and also if one argument is given by its old **and** its new name.
#
# ```python
# modern_arguments({"input_dim": 5000, "output_dim": 16, "init": "normal", "input_length": 40})
# # {'input_dim': 5000, 'output_dim': 16, 'embeddings_initializer': 'normal'}
# modern_arguments({"input_dim": 5000, "output_dim": 16, "units": 3})   # ValueError
# ```


# %% nbgrader={"grade_id": "call", "solution": true}
def modern_arguments(old):
    """Translate the arguments of an old call.

    old: dict from names of arguments to values
    returns: dict with the names of today
    raises: ValueError for a name that is neither old nor new, and for an argument that is given twice
    """
    ### BEGIN SOLUTION
    renamed = {"init": "embeddings_initializer", "W_regularizer": "embeddings_regularizer"}
    renamed["W_constraint"] = "embeddings_constraint"
    modern = {}
    for name, value in old.items():
        if name in ("input_length", "dropout", "sparse"):
            continue
        new_name = renamed.get(name, name)
        if new_name not in TODAY or new_name in modern:
            raise ValueError(f"{name} is unknown, or given twice")
        modern[new_name] = value
    return modern
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-call", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
translated = modern_arguments({"input_dim": 5000, "output_dim": 16, "init": "normal", "input_length": 40})
assert isinstance(translated, dict), f"modern_arguments must return a dict, not {type(translated)}."
assert translated == {"input_dim": 5000, "output_dim": 16, "embeddings_initializer": "normal"}, (
    "init has another name today, and input_length is left out."
)
try:
    modern_arguments({"input_dim": 5000, "output_dim": 16, "units": 3})
except ValueError:
    pass
except Exception as another:
    raise AssertionError("An unknown argument must raise ValueError, not another error.") from another
else:
    raise AssertionError("units was never an argument of this layer: this must raise ValueError.")

# %% nbgrader={"grade_id": "test-call-hidden", "grade": true, "locked": true, "points": 2}
# Task 1, hidden tests: every name, values of all kinds, names given twice, no arguments.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
first, second, third = (int(n) for n in rng.integers(2, 500, size=3))
pairs = (
    ("init", "embeddings_initializer"),
    ("W_regularizer", "embeddings_regularizer"),
    ("W_constraint", "embeddings_constraint"),
)
for before, after in pairs:
    for value in (None, "l2", first):
        translated = modern_arguments({before: value, "output_dim": second})
        assert translated == {after: value, "output_dim": second}, "A renamed argument must keep its value."
        assert modern_arguments({after: value}) == {after: value}, "A name of today must stay as it is."
    for call in ({before: "x", after: "x"}, {after: None, "input_dim": 3, before: None}):
        try:
            modern_arguments(call)
        except ValueError:
            continue
        except Exception as other:
            raise AssertionError("Two names for one argument must raise ValueError, not another error.") from other
        raise AssertionError("An argument given by its old and its new name must raise ValueError.")
gone = {"input_length": first, "dropout": 0.0, "sparse": False, "input_dim": third, "mask_zero": True}
assert modern_arguments(gone) == {"input_dim": third, "mask_zero": True}, (
    "input_length, dropout and sparse must be left out, whatever their value."
)
kept = {
    name: int(n)
    for name, n in zip(
        ("input_dim", "output_dim", "mask_zero", "weights", "lora_rank", "lora_alpha", "quantization_config", "dtype"),
        rng.integers(0, 9, size=8),
        strict=True,
    )
}
kept |= {"activity_regularizer": None, "trainable": False, "name": "words"}
assert modern_arguments(dict(kept)) == kept, "Every argument of today must stay as it is."
assert modern_arguments({}) == {}, "No arguments stay no arguments."
for unknown in ("W", "Init", "embedding_initializer", "length"):
    try:
        modern_arguments({"input_dim": 3, unknown: None})
    except ValueError:
        continue
    raise AssertionError("A name that is neither old nor new must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "reuse-text", "locked": true}
# ## 2. A matrix for another vocabulary (5 points)
#
# You have a matrix `E` that was trained with the words `old_words`: row `i` belongs to `old_words[i]`. Your new model has the
# words `new_words`. Both lists begin with `"<pad>"` and `"<unk>"`, and no word stands twice in a list.
#
# Write `reuse(old_words, E, new_words)`. It returns a `keras.layers.Embedding` that is built (it has its weights before it is
# first called), trainable, and made with `mask_zero=True`. Its matrix has one row for each of `new_words`, in their order:
#
# - row 0, padding, is **zero**, whatever row 0 of `E` holds;
# - a word that stands in `old_words` has its row of `E` (this goes for `"<unk>"`, too);
# - each other row is drawn at random, evenly between -0.05 and 0.05, as the layer does by default.
#
# ```python
# E = np.array([[9.0, 9.0], [0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
# layer = reuse(["<pad>", "<unk>", "good", "bad"], E, ["<pad>", "<unk>", "bad", "awful"])
# layer.get_weights()[0]
# # array([[ 0.   ,  0.   ],
# #        [ 0.1  ,  0.2  ],
# #        [ 0.5  ,  0.6  ],
# #        [ 0.031, -0.007]], dtype=float32)     the last row is random
# ```


# %% nbgrader={"grade_id": "reuse", "solution": true}
def reuse(old_words, E, new_words):
    """Return a layer for new words that begins with the rows of old ones.

    old_words: list of V strings, the first two "<pad>" and "<unk>"
    E: array of shape (V, D), row i for old_words[i]
    new_words: list of W strings, the first two "<pad>" and "<unk>"
    returns: built, trainable keras.layers.Embedding with a matrix of shape (W, D), mask_zero=True
    """
    ### BEGIN SOLUTION
    table = np.random.default_rng().uniform(-0.05, 0.05, (len(new_words), E.shape[1]))
    for index, word in enumerate(new_words):
        if word in old_words:
            table[index] = E[old_words.index(word)]
    table[0] = 0
    return keras.layers.Embedding(len(new_words), E.shape[1], mask_zero=True, weights=table)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-reuse", "grade": true, "locked": true, "points": 1}
# Task 2, the kind of layer and the shape of its matrix.
trained = np.array([[9.0, 9.0], [0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
carried = reuse(["<pad>", "<unk>", "good", "bad"], trained, ["<pad>", "<unk>", "bad", "awful", "dull"])
assert isinstance(carried, keras.layers.Embedding), "reuse must return a keras.layers.Embedding."
assert len(carried.get_weights()) == 1, "The layer must be built: it has one matrix before it is first called."
assert carried.get_weights()[0].shape == (5, 2), "Five new words and D = 2 make a matrix of shape (5, 2)."

# %% nbgrader={"grade_id": "test-reuse-hidden", "grade": true, "locked": true, "points": 4}
# Task 2, hidden tests: the row of each word, random rows, padding, mask, training.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
width = int(rng.integers(3, 7))
known = [f"w{number}" for number in rng.permutation(60)[:30]]
strange = [f"s{number}" for number in range(40)]
before = ["<pad>", "<unk>", *known]
trained = (rng.normal(size=(32, width)) + 2).astype("float32")
for shared, fresh in ((12, 40), (30, 0), (0, 40)):
    after = ["<pad>", "<unk>", *rng.permutation([*rng.permutation(known)[:shared], *strange[:fresh]]).tolist()]
    expected = {word: trained[before.index(word)].copy() for word in after[1:] if word in before}
    carried = reuse(list(before), trained.copy(), list(after))
    table = carried.get_weights()[0]
    assert table.shape == (len(after), width), "There must be one row for each new word."
    assert np.allclose(table[0], 0), "Row 0, padding, must be zero."
    for word, vector in expected.items():
        assert np.allclose(table[after.index(word)], vector), "A word of both lists must have its old row."
    drawn = table[[index for index, word in enumerate(after) if word in strange]]
    assert len(drawn) == fresh, "There must be one row for each new word."
    assert np.all(np.abs(drawn) <= 0.05), "New rows must lie between -0.05 and 0.05."
    if fresh:
        assert len(np.unique(drawn)) > drawn.size // 2, "New rows must be random, each with numbers of its own."
        assert drawn.min() < -0.03, "New rows must be drawn evenly between -0.05 and 0.05."
        assert drawn.max() > 0.03, "New rows must be drawn evenly between -0.05 and 0.05."
    numbers = np.array([[1, 2, 0], [0, 1, 0]])
    assert np.array_equal(np.asarray(carried.compute_mask(numbers)), [[True, True, False], [False, True, False]]), (
        "The layer must send a mask along that marks index 0."
    )
    looked_up = np.asarray(carried(numbers))
    assert looked_up.shape == (2, 3, width), "The layer must return one vector for each index, padding included."
    assert np.allclose(looked_up, table[[[1, 2, 0], [0, 1, 0]]]), "The layer must look up its rows."
    assert len(carried.trainable_weights) == 1, "The layer must be trainable."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "pool-text", "locked": true}
# ## 3. Pooling without padding (4 points)
#
# Keras has a mean that uses the mask, with *not a number* for a sentence without words, and a maximum that does not use
# the mask. Write both in NumPy:
# `masked_mean(vectors, mask)` and `masked_max(vectors, mask)` take vectors of shape `(B, T, D)` and return one vector for each
# sentence, shape `(B, D)`: the mean, or the largest number of each factor, over the positions where `mask` is true.
#
# - `mask` is an array of truth values of shape `(B, T)`, or `None`: then every position counts.
# - A sentence without any word has the zero vector, in both functions.
# - The vectors, those at padding too, may hold any finite numbers, also very large ones of either sign. B may be 0, T and D are at least 1.
#
# ```python
# vectors = np.array([[[-1.0, -2.0], [-3.0, 4.0], [7.0, 7.0]]])
# masked_mean(vectors, np.array([[True, True, False]]))   # array([[-2.,  1.]])
# masked_max(vectors, np.array([[True, True, False]]))    # array([[-1.,  4.]])
# ```


# %% nbgrader={"grade_id": "pool", "solution": true}
def masked_mean(vectors, mask):
    """Return the mean vector of each sentence over the positions where mask is true.

    vectors: array of shape (B, T, D)
    mask: truth values of shape (B, T), or None if every position counts
    returns: array of shape (B, D), zeros for a sentence without words
    """
    ### BEGIN SOLUTION
    if mask is None:
        mask = np.full(vectors.shape[:2], True)
    total = np.where(mask[..., np.newaxis], vectors, 0).sum(axis=1)  # (B, D)
    return total / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    ### END SOLUTION


def masked_max(vectors, mask):
    """Return the largest number of each factor over the positions where mask is true.

    vectors: array of shape (B, T, D)
    mask: truth values of shape (B, T), or None if every position counts
    returns: array of shape (B, D), zeros for a sentence without words
    """
    ### BEGIN SOLUTION
    if mask is None:
        mask = np.full(vectors.shape[:2], True)
    largest = np.where(mask[..., np.newaxis], vectors, -np.inf).max(axis=1)  # (B, D)
    return np.where(mask.any(axis=1, keepdims=True), largest, 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-pool", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
given = np.array([[[-1.0, -2.0], [-3.0, 4.0], [7.0, 7.0]]])
for pooled in (masked_mean(given, np.array([[True, True, False]])), masked_max(given, np.array([[True, True, False]]))):
    assert np.shape(pooled) == (1, 2), f"One sentence and D = 2 make shape (1, 2), not {np.shape(pooled)}."
assert np.allclose(masked_mean(given, np.array([[True, True, False]])), [[-2, 1]]), (
    "This is not the mean of the two vectors where mask is true."
)
assert np.allclose(masked_max(given, np.array([[True, True, False]])), [[-1, 4]]), "Look at each factor by itself."

# %% nbgrader={"grade_id": "test-pool-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: padding anywhere, no mask, no words, no sentences.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
count, length, width = (int(n) for n in rng.integers(4, 8, size=3))
given = rng.normal(size=(count, length, width)) - 4
marks = rng.random((count, length)) < 0.6
marks[0] = False
marks[1] = True
marks[2], marks[2, -1] = False, True
given[~marks] = rng.choice([-1e6, 1e6], size=(int((~marks).sum()), width))
mean, largest = np.zeros((count, width)), np.zeros((count, width))
for place in range(count):
    present = [given[place, position] for position in range(length) if marks[place, position]]
    if present:
        mean[place], largest[place] = np.mean(present, axis=0), np.max(present, axis=0)
found = np.asarray(masked_mean(given.copy(), marks.copy()))
assert found.shape == (count, width), "There is one vector for each sentence."
assert np.allclose(found[0], 0), "A sentence without words must have the zero vector as its mean."
assert np.allclose(found, mean), "The mean must be that of the words, divided by their number."
found = np.asarray(masked_max(given.copy(), marks.copy()))
assert found.shape == (count, width), "There is one vector for each sentence."
assert np.allclose(found[0], 0), "A sentence without words must have the zero vector as its maximum."
assert np.allclose(found, largest), "The maximum must be that of the words, also where all their numbers are negative."
plain = rng.normal(size=(3, 4, 2)) - 3
plain_mean, plain_largest = plain.mean(axis=1), plain.max(axis=1)
for pooling, expected in ((masked_mean, plain_mean), (masked_max, plain_largest)):
    found = pooling(plain.copy(), None)
    assert np.shape(found) == (3, 2), "Without a mask, too, there must be one vector for each sentence."
    assert np.allclose(found, expected), "Without a mask every position counts."
low = -(10.0 ** rng.uniform(200, 201, size=(2, 3, 2)))
lowest = np.array([low[0, :2].max(axis=0), low[1].max(axis=0)])
found = masked_max(low.copy(), np.array([[True, True, False], [True, True, True]]))
assert np.shape(found) == (2, 2), "However large the numbers, there must be one vector for each sentence."
assert np.allclose(found, lowest), "The words may hold any finite numbers, also very large negative ones."
nobody = np.zeros((0, 4), dtype=bool)
assert np.shape(masked_mean(np.zeros((0, 4, 3)), nobody)) == (0, 3), "No sentences make no vectors."
assert np.shape(masked_max(np.zeros((0, 4, 3)), nobody)) == (0, 3), "No sentences make no vectors."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "leak-text", "locked": true}
# ## 4. Does padding leak? (4 points)
#
# The chapter found out which layers use the mask by an experiment. Now you build it for any function. Write
# `padding_leaks(function, vectors, mask, per_position=False)`: it returns `True` if the result of `function` **for the words** depends
# on the numbers that stand at padding, else `False`.
#
# - `function` takes vectors of shape `(B, T, D)` and returns an array. Call it with `vectors`, then with copies in which every
#   number at padding is replaced by a random one of its own, from a normal distribution with standard deviation 10. Try at
#   least 20 replacements: one alone can miss something, as a maximum that happens to stay the same.
# - With `per_position=True` the result has shape `(B, T, …)`, one entry for each position; then only the entries of **words** are
#   compared. Otherwise the whole result is.
# - Two results are the same if `np.allclose` says so, with *not a number* at the same place in both taken as the same.
# - The numbers of the words themselves must not be changed. Where nothing is padding, nothing can leak.
#
# ```python
# vectors, mask = np.ones((1, 3, 2)), np.array([[True, True, False]])
# padding_leaks(lambda v: v.mean(axis=1), vectors, mask)                # True: the mean of all three
# padding_leaks(lambda v: v[:, :2].mean(axis=1), vectors, mask)         # False: the mean of the words
# padding_leaks(lambda v: v * 2, vectors, mask, per_position=True)      # False: each position alone
# ```


# %% nbgrader={"grade_id": "leak", "solution": true}
def padding_leaks(function, vectors, mask, per_position=False):
    """Return whether the numbers at padding change the result of a function for the words.

    function: takes an array of shape (B, T, D) and returns an array
    vectors: array of shape (B, T, D)
    mask: truth values of shape (B, T), true where a word stands
    per_position: whether the result has one entry for each position, shape (B, T, ...)
    returns: True or False
    """
    ### BEGIN SOLUTION
    kept = mask if per_position else ...  # ... keeps all
    before = function(vectors)[kept]
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(0, 10, vectors.shape)
        after = function(np.where(mask[..., np.newaxis], vectors, noise))[kept]
        if not np.allclose(before, after, equal_nan=True):
            return True
    return False
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-leak", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
ones, marks = np.ones((1, 3, 2)), np.array([[True, True, False]])
assert padding_leaks(lambda v: v.mean(axis=1), ones, marks), "The mean of all positions depends on padding."
assert not padding_leaks(lambda v: v[:, :2].mean(axis=1), ones, marks), "The mean of the words does not."
assert not padding_leaks(lambda v: v * 2, ones, marks, per_position=True), "Each position by itself: nothing leaks."
assert padding_leaks(lambda v: v * 2, ones, marks), "As a whole this result has the numbers of padding in it."

# %% nbgrader={"grade_id": "test-leak-hidden", "grade": true, "locked": true, "points": 3}
# Task 4, hidden tests: small leaks, maxima, results for each position, words unchanged, nothing to leak.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
count, length, width = 4, 5, 3
given = rng.normal(size=(count, length, width))
marks = np.ones((count, length), dtype=bool)
marks[0, 3:] = marks[2, 0] = marks[2, 4] = False
weights = marks[..., np.newaxis].astype(float)
lone = (2, 4, 1)


def clean_mean(v):
    """Return the mean of the words."""
    return (v * weights).sum(axis=1) / weights.sum(axis=1)


def one_number(v):
    """Return the mean of the words and a number of padding."""
    return clean_mean(v) + v[lone] * np.eye(count, width)


def higher(v):
    """Return the maximum over all positions, above a floor that not every draw passes."""
    return np.maximum(np.asarray(v)[2, 0].max(), 5.0)


def lower(v):
    """Return the minimum over all positions, below a ceiling that not every draw passes."""
    return np.minimum(np.asarray(v)[0, 3:].min(), -5.0)


def neighbours(v):
    """Return for each position the sum with the next one."""
    return v + np.roll(v, -1, axis=1)


def shifted(v):
    """Return for each position its own numbers, and at padding those of a word."""
    return np.where(weights > 0, v**2, v[:, 1:2])


def undefined(v):
    """Return the mean of the words, with not a number for one sentence."""
    return clean_mean(v) * np.array([1.0, np.nan, 1.0, 1.0])[:, np.newaxis]


seen = []


def watched(v):
    """Return the mean of the words, and write down what was given."""
    seen.append(np.array(v))
    return clean_mean(v)


everywhere = np.ones((count, length), dtype=bool)
said = padding_leaks(watched, given.copy(), marks.copy())
assert isinstance(said, (bool, np.bool_)), "The answer must be True or False."
assert not said, "The mean of the words alone does not depend on padding."
assert len(seen) > 20, "Try the vectors as they are and 20 replacements."
assert all(each.shape == given.shape for each in seen), "The function takes vectors of the same shape each time."
assert all(np.allclose(each[marks], given[marks]) for each in seen), "The numbers of the words must not be changed."
replaced = [each[~marks] for each in seen if not np.allclose(each[~marks], given[~marks])]
assert len(replaced) > 19, "Every number at padding must be replaced, 20 times."
assert all((np.abs(each - given[~marks]) > 1e-9).all() for each in replaced), (
    "Every number at padding must be replaced."
)
assert all(len(np.unique(each)) > 1 for each in replaced), "Every number at padding needs a random one of its own."
many = np.full((2, 40, 50), 1000.0)
seen.clear()
padding_leaks(lambda v: seen.append(np.array(v)) or np.zeros(2), many.copy(), np.zeros((2, 40), dtype=bool))
random = np.stack([each for each in seen if not np.allclose(each, many)])
assert 9.6 < np.std(random) < 10.4, "The numbers at padding must have a standard deviation of 10."
assert abs(np.mean(random)) < 0.4, "The numbers at padding must come from both sides of zero alike."
assert 0.65 < np.mean(np.abs(random) < 10) < 0.72, "The numbers at padding must come from a normal distribution."
assert len(np.unique(random.round(6))) > 0.5 * random.size, "Each replacement needs random numbers of its own."
for leaking in (one_number, higher, lower, lambda v: v.sum(), lambda v: v.reshape(count, -1)):
    assert padding_leaks(leaking, given.copy(), marks.copy()), "This function lets padding in."
    assert not padding_leaks(leaking, given.copy(), everywhere.copy()), "Where nothing is padding, nothing can leak."
silent = given * weights
assert padding_leaks(lambda v: np.any(v, axis=2).sum(axis=1), silent.copy(), marks.copy()), (
    "The result for the vectors as they are must be compared, too."
)
assert not padding_leaks(undefined, given.copy(), marks.copy()), "Not a number in both results is no difference."
for single, expected in ((neighbours, True), (shifted, False), (lambda v: v[..., 0], False)):
    said = padding_leaks(single, given.copy(), marks.copy(), per_position=True)
    assert bool(said) == expected, "For each position, only the results of the words count."
assert padding_leaks(lambda v: v[..., 0], given.copy(), marks.copy()), "Without per_position the whole result counts."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "limit-text", "locked": true}
# ## 5. A penalty and a limit (5 points)
#
# Write `limited_layer(vocabulary_size, embedding_dim, penalty, longest)`. It returns a built `keras.layers.Embedding` with two
# things added, by arguments of the layer: the penalty `penalty` times the sum of all squared numbers of the matrix, added to the loss; and a constraint by which no
# **row** is longer than `longest` after a step of training.
#
# Then write in NumPy what such a layer does in one step of gradient descent: `step(E, gradient, rate, penalty, longest)`.
# `gradient` is that of the loss *without* the penalty. First the step, $E - \text{rate} \cdot (\text{gradient} + 2 \cdot \text{penalty}
# \cdot E)$, then the limit: a row longer than `longest` is scaled down to that length, and all other rows stay as they are.
#
# ```python
# layer = limited_layer(3, 2, penalty=0.1, longest=1.0)
# layer.set_weights([np.array([[3.0, 4.0], [0.0, 0.0], [0.3, 0.4]])])
# float(layer.losses[0])   # 2.525: 0.1 times (9 + 16 + 0.09 + 0.16)
#
# step(np.array([[3.0, 4.0], [0.3, 0.4]]), np.zeros((2, 2)), rate=0.5, penalty=0.0, longest=1.0)
# # array([[0.6, 0.8],
# #        [0.3, 0.4]])
# ```


# %% nbgrader={"grade_id": "limit", "solution": true}
def limited_layer(vocabulary_size, embedding_dim, penalty, longest):
    """Return a built keras.layers.Embedding with an L2 penalty and rows that are at most so long."""
    ### BEGIN SOLUTION
    regularizer, constraint = keras.regularizers.L2(penalty), keras.constraints.MaxNorm(longest, axis=1)
    layer = keras.layers.Embedding(vocabulary_size, embedding_dim, "uniform", regularizer, constraint)
    layer.build()
    return layer
    ### END SOLUTION


def step(E, gradient, rate, penalty, longest):
    """Return the matrix after one step of gradient descent with a penalty, and the limit on the rows.

    E: array of shape (V, D)
    gradient: array of shape (V, D), without the penalty
    rate: how far to go along the gradient
    penalty: factor of the sum of squares
    longest: the limit on the length of a row, above 0
    returns: array of shape (V, D)
    """
    ### BEGIN SOLUTION
    moved = E - rate * (gradient + 2 * penalty * E)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)  # (V, 1)
    return moved * longest / np.maximum(lengths, longest)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-limit", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
limited = limited_layer(3, 2, penalty=0.1, longest=1.0)
assert isinstance(limited, keras.layers.Embedding), "limited_layer must return a keras.layers.Embedding."
assert len(limited.get_weights()) == 1, "The layer must be built: it has one matrix before it is first called."
assert limited.get_weights()[0].shape == (3, 2), "V = 3 and D = 2 make a matrix of shape (3, 2)."
stepped = step(np.array([[3.0, 4.0], [0.3, 0.4]]), np.zeros((2, 2)), rate=0.5, penalty=0.0, longest=1.0)
assert np.shape(stepped) == (2, 2), f"The matrix must keep its shape (2, 2), not {np.shape(stepped)}."
assert np.allclose(stepped, [[0.6, 0.8], [0.3, 0.4]]), "Only the first row is longer than 1."

# %% nbgrader={"grade_id": "test-limit-hidden", "grade": true, "locked": true, "points": 4}
# Task 5, hidden tests: the loss of the layer, its constraint, and steps with other numbers.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
rows, width = int(rng.integers(5, 9)), int(rng.integers(2, 5))
factor, limit, speed = float(rng.uniform(0.1, 0.5)), float(rng.uniform(1, 2)), float(rng.uniform(0.1, 0.4))
table = rng.normal(size=(rows, width)).astype("float32")
table[0] = 0
table[1] *= 0.5 * limit / np.linalg.norm(table[1])
table[2] *= 3 * limit / np.linalg.norm(table[2])


def shorten(matrix):
    """Scale long rows down to the limit, one by one."""
    done = np.array(matrix, dtype=float)
    for place, vector in enumerate(done):
        length = float(np.sqrt(sum(number**2 for number in vector)))
        if length > limit:
            done[place] = vector / length * limit
    return done


limited = limited_layer(rows, width, factor, limit)
limited.set_weights([table.copy()])
assert len(limited.losses) == 1, "The layer must add one penalty to the loss."
assert np.isclose(float(limited.losses[0]), factor * float((table**2).sum()), rtol=1e-4), (
    "The penalty must be the factor times the sum of all squared numbers."
)
shortened = np.asarray(limited.embeddings_constraint(table.copy()))
assert shortened.shape == (rows, width), "The constraint must return a whole matrix."
assert np.allclose(shortened, shorten(table), atol=1e-4), (
    "The constraint must scale rows longer than the limit, and leave all others as they are."
)
looked_up = np.asarray(limited(np.array([[2, 0, 2]])))
assert looked_up.shape == (1, 3, width), "The layer must return one vector for each index."
assert np.allclose(looked_up, table[[[2, 0, 2]]]), "The layer must look up its rows."
slope = rng.normal(size=(rows, width))
slope[0] = 0
for part in (0.0, factor):
    moved = np.array(table, dtype=float) - speed * slope - speed * part * 2 * np.array(table, dtype=float)
    found = np.asarray(step(table.astype(float), slope.copy(), speed, part, limit))
    assert found.shape == (rows, width), "The matrix must keep its shape."
    assert np.isfinite(found).all(), "A row of zeros must stay a row of numbers."
    assert np.allclose(found, shorten(moved)), "The step goes along both gradients; then long rows are scaled."
still = step(table.astype(float), np.zeros((rows, width)), speed, 0.0, 1e6)
assert np.shape(still) == (rows, width), "A step with nothing to do must return the matrix all the same."
assert np.allclose(still, table), "Without gradient, penalty and long rows nothing changes."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# A colleague's model is `Embedding(5000, 16, mask_zero=True)`, then `Conv1D`, then `GlobalMaxPooling1D`, trained on reviews
# padded to 40 words. In use the reviews are padded to 400 words, and the predictions get worse. "But I set `mask_zero`!"
# Write four to six sentences: what does `mask_zero` do, and what does it not do? Where does padding get in here? How would you
# show that it does, and what would you change?
#
# A person reads this. One point each: what `mask_zero` does (it sends a mask along and changes no vector, so that only layers that use
# the mask leave padding out); where (the mask is lost at `Conv1D`, and the maximum would not use it either); evidence and a remedy (for
# instance, change row 0 or the amount of padding and compare the results; pad alike in training and use, or use layers that
# respect the mask).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# `mask_zero=True` sends a mask along with the vectors that says where padding stands. It changes no vector: row 0 is still looked
# up and handed on. `Conv1D` does not use the mask and drops it, with a warning, and `GlobalMaxPooling1D` would not use
# it either, so the windows over padding take part in the maximum, and with 400 positions there are many more of them. To
# show it I would change row 0 of the matrix, or add padding to one review, and see that the prediction changes although
# no word did. I would pad to the same length in use as in training, or take the mean with a mask directly over layers
# that pass it on.
# ### END SOLUTION
