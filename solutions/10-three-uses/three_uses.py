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
# # Exercise 10: three uses of one layer
#
# You will write what stands between a file of word vectors and a model that uses them: contractions and missing words, a table
# for your vocabulary, features of texts, one step of fine-tuning, and a file that cannot lose its words. Allow 45 minutes. Chapter 10
# of the book, *Three uses of one layer*, has all you need. Some rules differ from those of the chapter: read them closely.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
# - No function of yours may change its arguments: not the arrays, and not the lists.
#
# | task | points |
# |---|---|
# | 1. missing words | 5 |
# | 2. a table for your vocabulary | 5 |
# | 3. features of texts | 4 |
# | 4. one step of fine-tuning | 5 |
# | 5. a file that keeps its words | 3 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import io
import warnings

import numpy as np
import torch


def array(result):
    """Return a result as an array, also if it is a tensor that can be trained."""
    return result.detach().numpy() if isinstance(result, torch.Tensor) else np.asarray(result)


def check_pair(words, vectors):
    """Raise ValueError unless vectors has shape (V, D), and words are V different strings. For task 5."""
    if np.ndim(vectors) != 2 or len(vectors) != len(words) or len(set(words)) != len(words):
        raise ValueError("vectors must have shape (V, D), with V different words")


# %% [markdown] nbgrader={"grade_id": "missing-text", "locked": true}
# ## 1. Missing words (5 points)
#
# A table of vectors knows *does* and *n't*, and your text has *doesn't*. Write two functions; `known` is the set of words of the table.
#
# `pieces(token, known)` returns a list of one or two strings. The first rule that fits is used:
#
# 1. A token in `known` stays whole, and so does `n't`.
# 2. A token that ends in `n't` becomes what stands before, and `n't`.
# 3. A token with an apostrophe `'` after its first character is cut before its **last** apostrophe.
# 4. Every other token stays whole.
#
# A token is cut **once**, whether or not its pieces are known. Capital letters stay, and are other letters than small ones.
#
# `missing_rates(documents, known)` cuts all tokens of all documents (lists of strings, not empty ones) in this way and returns two numbers from 0 to 1: the share of
# the pieces that are not in `known`, each counted as often as it occurs (tokens), and the share of the **different** pieces that are not
# in `known` (types). Without any token both numbers are 0.
#
# ```python
# some = {"it", "'s", "does", "n't", "o'clock"}
# pieces("it's", some), pieces("doesn't", some), pieces("o'clock", some), pieces("'tis", some)
# # (['it', "'s"], ['does', "n't"], ["o'clock"], ["'tis"])
# missing_rates([["it's", "dull"], ["it", "does", "dull"]], some)   # (2/6, 1/4)
# ```


# %% nbgrader={"grade_id": "missing", "solution": true}
def pieces(token, known):
    """Return the one or two pieces of a token.

    token: a string, not empty
    known: set of strings
    returns: list of strings
    """
    ### BEGIN SOLUTION
    if token in known or token == "n't":
        return [token]
    if token.endswith("n't"):
        return [token[:-3], "n't"]
    cut = token.rfind("'")
    return [token[:cut], token[cut:]] if cut > 0 else [token]
    ### END SOLUTION


def missing_rates(documents, known):
    """Return the share of tokens and the share of types, after cutting, that are not known.

    documents: list of lists of strings
    known: set of strings
    returns: two numbers from 0 to 1
    """
    ### BEGIN SOLUTION
    occurring = [piece for document in documents for token in document for piece in pieces(token, known)]
    if not occurring:
        return 0.0, 0.0
    types = set(occurring)
    return sum(piece not in known for piece in occurring) / len(occurring), len(types - known) / len(types)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-missing", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
some = {"it", "'s", "does", "n't", "o'clock"}
assert list(pieces("it's", some)) == ["it", "'s"], "it's is cut before its apostrophe."
assert list(pieces("doesn't", some)) == ["does", "n't"], "doesn't is cut before n't."
assert list(pieces("o'clock", some)) == ["o'clock"], "A token that is known stays whole."
assert list(pieces("'tis", some)) == ["'tis"], "An apostrophe in front is no place to cut."
rates = missing_rates([["it's", "dull"], ["it", "does", "dull"]], some)
assert len(rates) == 2, "Two numbers are returned, for tokens and for types."
assert np.shape(rates) == (2,), f"Each of the two must be a single number; their shape together is {np.shape(rates)}."
assert np.allclose(rates, [2 / 6, 1 / 4]), "Of six pieces two are not known, and of four different ones one."

# %% nbgrader={"grade_id": "test-missing-hidden", "grade": true, "locked": true, "points": 4}
# Task 1, hidden tests: other tokens, several apostrophes, pieces that are not known, drawn documents, no tokens.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
drawn = "".join(chr(97 + int(i)) for i in rng.integers(0, 26, size=6))
table = {"do", "n't", "'s", "they", "'re", "can't", "isn", "'t", drawn + "'s"}
for token, expected in (
    ("don't", ["do", "n't"]),
    (drawn + "n't", [drawn, "n't"]),
    ("isn't", ["is", "n't"]),
    ("can't", ["can't"]),
    ("n't", ["n't"]),
    (drawn + "'s", [drawn + "'s"]),
    (drawn + "x's", [drawn + "x", "'s"]),
    (drawn + "'ve", [drawn, "'ve"]),
    ("don't've", ["don't", "'ve"]),
    ("rock'n'roll's", ["rock'n'roll", "'s"]),
    ("'" + drawn + "'", ["'" + drawn, "'"]),
    ("x'" + drawn, ["x", "'" + drawn]),
    ("''", ["'", "'"]),
    ("'" + drawn, ["'" + drawn]),
    ("'", ["'"]),
    (drawn, [drawn]),
    (drawn + "nt", [drawn + "nt"]),
    ("n't" + drawn, ["n", "'t" + drawn]),
    ("They're", ["They", "'re"]),
    ("DON'T", ["DON", "'T"]),
    ("Can't", ["Ca", "n't"]),
):
    assert list(pieces(token, set(table))) == expected, "A token is not cut as the rules say."
assert list(pieces("n't", set())) == ["n't"], "n't stays whole, also if it is not known."
assert list(pieces("don't", set())) == ["do", "n't"], "A token is cut whether or not its pieces are known."
sayings = ["don't", "they", "they're", drawn, drawn, drawn + "n't", "can't", "isn't", "'tis", "we've", "They"]
parts_of = [["do", "n't"], ["they"], ["they", "'re"], [drawn], [drawn], [drawn, "n't"], ["can't"], ["is", "n't"], ["'tis"], ["we", "'ve"], ["They"]]  # fmt: skip
for _ in range(6):
    rows = [rng.integers(0, len(sayings), size=int(n)).tolist() for n in rng.integers(0, 9, size=5)]
    rows.append([0, 3, 3, 8, 10])
    flat = [piece for row in rows for i in row for piece in parts_of[i]]
    kinds = sorted(set(flat))
    by_token = len([piece for piece in flat if piece not in table]) / len(flat)
    by_type = len([piece for piece in kinds if piece not in table]) / len(kinds)
    texts, words = [[sayings[i] for i in row] for row in rows], set(table)
    rates = missing_rates(texts, words)
    assert abs(float(rates[0]) - by_token) < 1e-6, "The first number is the share of all pieces that are not known."
    assert abs(float(rates[1]) - by_type) < 1e-6, "The second is the share of different pieces that are not known."
    assert words == table, "The arguments stay as they are, the set too."
    assert texts == [[sayings[i] for i in row] for row in rows], "The arguments stay as they are, the lists too."
nothing = set()
pieces("don't", nothing), pieces("n't", nothing)
assert not nothing, "The arguments of pieces stay as they are, the set too."
rates = missing_rates([["don't", "n't"]], {"do"})
assert np.shape(rates) == (2,), "There must be two shares, whatever is known."
assert np.allclose(rates, [2 / 3, 1 / 2]), "n't is missing, too, where the table does not have it."
rates = missing_rates([["they", "they"]], set(table))
assert np.shape(rates) == (2,), "If all is known, there must be two shares all the same."
assert np.allclose(rates, [0, 0]), "If all is known, nothing is missing."
rates = missing_rates([["they're"]], set())
assert np.shape(rates) == (2,), "If nothing is known, there must be two shares all the same."
assert np.allclose(rates, [1, 1]), "If nothing is known, all is missing."
for nothing in ([], [[]], [[], []]):
    rates = missing_rates(nothing, set(table))
    assert np.shape(rates) == (2,), "Without any token there are two shares, too."
    assert np.allclose(rates, [0, 0]), "Without any token both shares are 0."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "align-text", "locked": true}
# ## 2. A table for your vocabulary (5 points)
#
# Write `aligned_table(vocabulary, words, vectors)`: it returns a matrix with a row for each word of `vocabulary`, and which rows come from the loaded
# `vectors`. Row `j` of `vectors` belongs to `words[j]`.
#
# - `vocabulary[0]` is padding: its row is zero and counts as not found, whatever it is called and whatever `words` has.
# - Every other word is looked for in `words` **as it stands**. If it is not there, its lower-case form is looked for. (Upper-case words in `words` are
#   found only by words that are written the same.)
# - If `words` has a word twice, the **first** row counts.
# - A word that is not found gets the **mean of all rows** of `vectors`. This holds for `vocabulary[1]`, the sign for unknown words, too, if `words` does not have it.
# - If `words` and `vectors` are not equally long, raise `ValueError`.
#
# ```python
# vectors = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]])
# aligned_table(["<pad>", "<unk>", "Deep", "it", "US"], ["deep", "us", "US"], vectors)
# # table: [[0, 0], [3, 5], [1, 2], [3, 5], [5, 9]]    found: [False, False, True, False, True]
# ```


# %% nbgrader={"grade_id": "align", "solution": true}
def aligned_table(vocabulary, words, vectors):
    """Return a row for each word of the vocabulary, and whether it was found.

    vocabulary: list of V different strings; V is at least 2, the first is padding
    words: list of N strings
    vectors: array of shape (N, D), floating-point numbers; N is at least 1
    returns: array of shape (V, D), and V truth values
    raises: ValueError if words and vectors are not equally long
    """
    ### BEGIN SOLUTION
    if len(vectors) != len(words):
        raise ValueError(f"{len(words)} words cannot name {len(vectors)} rows")
    first = {}
    for j, word in enumerate(words):
        first.setdefault(word, j)
    table = np.tile(vectors.mean(axis=0), (len(vocabulary), 1))  # (V, D)
    table[0] = 0
    found = np.zeros(len(vocabulary), dtype=bool)
    for i, word in enumerate(vocabulary[1:], start=1):
        j = first.get(word, first.get(word.lower()))
        if j is not None:
            table[i], found[i] = vectors[j], True
    return table, found
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-align", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
small = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]])
both = aligned_table(["<pad>", "<unk>", "Deep", "it", "US"], ["deep", "us", "US"], small)
assert len(both) == 2, "Two results: the table, and which rows were found."
assert np.shape(both[0]) == (5, 2), f"Five words and D = 2 make shape (5, 2), not {np.shape(both[0])}."
assert np.allclose(array(both[0]), [[0, 0], [3, 5], [1, 2], [3, 5], [5, 9]]), (
    "This is not the table of the worked example."
)
assert np.shape(both[1]) == (5,), "Five words have five truth values, in one row: shape (5,)."
assert [bool(f) for f in both[1]] == [False, False, True, False, True], "Only Deep and US were found."

# %% nbgrader={"grade_id": "test-align-hidden", "grade": true, "locked": true, "points": 4}
# Task 2, hidden tests: drawn lists and orders, copies, casing, a padding word in the list, lengths that differ.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
names = ["ant", "Bee", "CAT", "dog", "eel", "fox", "Gnu", "hen", "<pad>", "<unk>", "bee", "Hen"]
for case in range(8):
    theirs = [names[i] for i in rng.permutation(len(names))[: 4 + case]]
    theirs += [theirs[1], theirs[2], "pig", "Sow"]
    given = rng.normal(size=(len(theirs), 3)) + 2
    ours = [["<pad>", "<unk>"], ["dog", "bee"]][case % 2] + ["PIG", "cat", "Ant", "BEE", "Bee", "sow", "Hen", "zzz"]
    ours += [["CAT", "fox"], ["HEN", "<pad>", "<unk>"]][case % 2]
    average = given.sum(axis=0) / len(given)
    expected, where = np.zeros((len(ours), 3)), [False] * len(ours)
    for i in range(1, len(ours)):
        expected[i] = average
        for form in (ours[i], ours[i].lower()):
            if form in theirs:
                expected[i], where[i] = given[theirs.index(form)], True
                break
    passed, our_list, their_list = given.copy(), list(ours), list(theirs)
    made, flags = aligned_table(our_list, their_list, passed)
    made = array(made)
    assert np.array_equal(passed, given), "The arguments stay as they are."
    assert our_list == ours and their_list == theirs, "The arguments stay as they are, the lists too."
    assert made.shape == expected.shape, "There is one row for each word of the vocabulary."
    assert not made[0].any(), "The row of padding is zero, whatever padding is called and whatever the list has."
    assert np.allclose(made[np.array(where)], expected[np.array(where)], atol=1e-6), (
        "A word that is found must have its own row: as it stands, else in lower case, and the first of two."
    )
    assert np.allclose(made, expected, atol=1e-6), "A word that is not found must have the mean of all rows."
    assert np.shape(flags) == (len(ours),), "There is one truth value for each word."
    assert [bool(f) for f in flags] == where, "The truth values must say which words were found. Padding is not."
for rows in (2, 4):
    try:
        aligned_table(["<pad>", "<unk>", "b"], ["a", "b", "c"], np.ones((rows, 2)))
    except ValueError:
        continue
    raise AssertionError("Words and vectors that are not equally long must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "features-text", "locked": true}
# ## 3. Features of texts (4 points)
#
# A frozen table makes one vector of each text: the mean of its words. Words that were not found have a row too, but it says nothing. Write
# `known_means(E, found, ids)`: it returns
#
# 1. the mean of the rows of those words of each text that were **found**; zeros for a text without any;
# 2. which share of its words were found; 0 for a text without words.
#
# Neither case may give a warning. Index 0 is padding, wherever it stands. It is no word, whatever numbers row 0 of `E` holds and whatever `found[0]` says.
#
# ```python
# E = np.array([[9.0, 9.0], [3.0, 5.0], [1.0, 2.0], [5.0, 8.0]])
# known_means(E, np.array([False, False, True, True]), np.array([[2, 3, 0, 0], [1, 3, 1, 1], [0, 0, 0, 0]]))
# # means: [[3., 5.], [5., 8.], [0., 0.]]    shares: [1., 0.25, 0.]
# ```


# %% nbgrader={"grade_id": "features", "solution": true}
def known_means(E, found, ids):
    """Return the mean vector of the found words of each text, and the share of its words that were found.

    E: array of shape (V, D), finite floating-point numbers
    found: array of shape (V,), truth values
    ids: array of shape (B, T), whole numbers from 0 to V - 1, 0 for padding; B may be 0
    returns: arrays of shape (B, D) and (B,)
    """
    ### BEGIN SOLUTION
    words = ids != 0  # (B, T)
    counted = words & found[ids]
    number = counted.sum(axis=1)
    totals = (E[ids] * counted[..., np.newaxis]).sum(axis=1)  # (B, D)
    return totals / np.maximum(number, 1)[:, np.newaxis], number / np.maximum(words.sum(axis=1), 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-features", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
given_rows = np.array([[9.0, 9.0], [3.0, 5.0], [1.0, 2.0], [5.0, 8.0]])
some_ids = np.array([[2, 3, 0, 0], [1, 3, 1, 1], [0, 0, 0, 0]])
both = known_means(given_rows, np.array([False, False, True, True]), some_ids)
assert len(both) == 2, "Two results: the means and the shares."
assert np.shape(both[0]) == (3, 2), f"Three texts and D = 2 make means of shape (3, 2), not {np.shape(both[0])}."
assert np.shape(both[1]) == (3,), f"Three texts have three shares: shape (3,), not {np.shape(both[1])}."
none = known_means(given_rows, np.array([False, False, True, True]), some_ids[:0])
assert np.shape(none[0]) == (0, 2), "With no texts at all, B = 0, the means still have shape (0, D)."
assert np.shape(none[1]) == (0,), "With no texts at all, B = 0, the shares have shape (0,)."
assert np.allclose(array(both[0]), [[3, 5], [5, 8], [0, 0]]), "Only words that were found take part in a mean."
assert np.allclose(array(both[1]), [1, 0.25, 0]), "Of the second text one word of four was found; padding is no word."

# %% nbgrader={"grade_id": "test-features-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: drawn tables and texts, padding anywhere, texts without found words, no texts.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for padding_found in (False, True):
    size, width = (int(n) for n in rng.integers(7, 12, size=2))
    table = rng.normal(size=(size, width)) + 3
    flags = rng.random(size) < 0.6
    flags[[0, 1, 2, 3]] = [padding_found, False, True, True]
    texts = rng.integers(1, size, size=(7, 6))
    texts[rng.random(texts.shape) < 0.3] = 0
    texts[0] = [2, 0, 3, 3, 0, 1]
    texts[1] = [1, 1, 0, 1, 0, 0]
    texts[2] = 0
    texts[3] = [0, 0, 0, 0, 0, 2]
    means, shares = np.zeros((7, width)), np.zeros(7)
    for t in range(7):
        its_words = [int(i) for i in texts[t] if i > 0]
        good = [i for i in its_words if flags[i]]
        if good:
            means[t] = sum(table[i] for i in good) / len(good)
            shares[t] = len(good) / len(its_words)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        given = (table.copy(), flags.copy(), texts.copy())
        both = known_means(*given)
    assert not warned, "This must work without a warning."
    for passed, before in zip(given, (table, flags, texts), strict=True):
        assert np.array_equal(passed, before), "The arguments stay as they are."
    got, portions = array(both[0]), array(both[1])
    assert got.shape == (7, width), "There is one mean for each text."
    assert portions.shape == (7,), "There is one share for each text."
    assert np.isfinite(got).all(), "A text without found words has a mean of zeros."
    assert not got[[1, 2]].any(), "A text without found words has a mean of zeros."
    assert np.allclose(got, means, atol=1e-5), "Each mean is that of the found words, each as often as it stands there."
    assert np.allclose(portions, shares, atol=1e-6), (
        "Each share is that of found words among words; padding is no word."
    )
alone = known_means(table.copy(), flags.copy(), texts[:1].copy())
assert np.shape(alone[0]) == (1, width), "One text has one mean: shape (1, D)."
assert np.shape(alone[1]) == (1,), "One text has one share: shape (1,)."
thin = known_means(table[:, :1].copy(), flags.copy(), texts.copy())
assert np.shape(thin[0]) == (7, 1), "With D = 1 the means have shape (B, 1)."
nobody = known_means(np.ones((4, 3)), np.ones(4, dtype=bool), np.zeros((0, 5), dtype=int))
assert np.shape(nobody[0]) == (0, 3), "With no texts at all, B = 0, the means still have shape (0, D)."
assert np.shape(nobody[1]) == (0,), "With no texts at all, B = 0, the shares have shape (0,)."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "step-text", "locked": true}
# ## 4. One step of fine-tuning (5 points)
#
# Here is a model on top of a loaded table. $m_i$ is the mean of the rows of the words of text $i$ (index 0 is padding and left out; a text without
# words has $m_i = 0$), and
#
# $$
# p_i = \frac{1}{1 + e^{-(m_i \cdot w + b)}}, \qquad L = -\frac{1}{B} \sum_{i=1}^{B} \bigl( y_i \log p_i + (1 - y_i) \log (1 - p_i) \bigr).
# $$
#
# Write `fine_tune_step(E, w, b, ids, y, table_rate, head_rate)`: one step of gradient descent on $L$ with **two learning rates**, one for the table `E` and one for
# the head `w` and `b`. It returns the new `E`, `w` and `b`. Use NumPy or the `backward` of PyTorch, as you like
# (there, `torch.nn.functional.binary_cross_entropy_with_logits` makes $L$ from all $m_i \cdot w + b$ and `y`).
#
# - All gradients are those at the **old** values.
# - A word that stands in a text, or in several, more than once gets the sum of all its contributions.
# - Rows of words that stand in no text of the batch stay exactly as they are, and so does row 0, whatever it holds.
# - With `table_rate=0` the table is frozen: it comes back exactly as it was, and only the head moves.
# - Compute in float64. In float32 even rows that stay would change in the eighth digit.
#
# ```python
# E, w = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [5.0, 5.0]]), np.array([2.0, 1.0])
# fine_tune_step(E, w, -1.5, np.array([[1, 2, 0]]), np.array([1.0]), 4.0, 1.0)
# # E: [[0, 0], [3, 1], [2, 2], [5, 5]]    w: [2.25, 1.25]    b: -1.0
# ```
#
# (Here $m \cdot w + b = 0$, so $p = 0.5$.)


# %% nbgrader={"grade_id": "step", "solution": true}
def fine_tune_step(E, w, b, ids, y, table_rate, head_rate):
    """Return table, weights and bias after one step of gradient descent.

    E: array of shape (V, D), float64, all numbers finite
    w: array of shape (D,), float64
    b: a number
    ids: array of shape (B, T), whole numbers from 0 to V - 1, 0 for padding; B is at least 1
    y: array of shape (B,), 0.0 or 1.0
    table_rate: learning rate of E, 0 or above
    head_rate: learning rate of w and b, 0 or above
    returns: arrays of shape (V, D) and (D,), float64, and a number
    """
    ### BEGIN SOLUTION
    is_word = (ids != 0)[..., np.newaxis]  # (B, T, 1)
    number = np.maximum(is_word.sum(axis=1), 1)  # (B, 1)
    means = (E[ids] * is_word).sum(axis=1) / number  # (B, D)
    errors = (1 / (1 + np.exp(-(means @ w + b))) - y) / len(y)
    slopes = errors[:, np.newaxis] * w / number  # (B, D), one for each word of the text
    change = np.zeros(E.shape)
    np.add.at(change, ids, slopes[:, np.newaxis] * is_word)
    return E - table_rate * change, w - head_rate * (errors @ means), b - head_rate * errors.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-step", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
old_table, old_head = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [5.0, 5.0]]), np.array([2.0, 1.0])
three = fine_tune_step(old_table, old_head, -1.5, np.array([[1, 2, 0]]), np.array([1.0]), 4.0, 1.0)
assert len(three) == 3, "Three results: the new table, weights and bias."
assert np.shape(three[0]) == (4, 2), f"The table keeps its shape (4, 2), not {np.shape(three[0])}."
assert np.shape(three[1]) == (2,), f"The weights keep their shape (2,), not {np.shape(three[1])}."
assert np.shape(three[2]) == (), "The bias is one number, not an array with an axis."
assert array(three[0]).dtype == np.float64, "Compute in float64, or rows that must stay do not stay exactly."
assert np.allclose(array(three[0]), [[0, 0], [3, 1], [2, 2], [5, 5]]), (
    "Rows 1 and 2 move by 4 · 0.5 · w / 2, all others stay."
)
assert np.allclose(array(three[1]), [2.25, 1.25]), "The weights move by 0.5 times the mean vector."
assert np.isclose(float(three[2]), -1), "The bias moves by 0.5."
assert np.allclose(old_table, [[0, 0], [1, 0], [0, 1], [5, 5]]), "The arguments stay as they are."

# %% nbgrader={"grade_id": "test-step-hidden", "grade": true, "locked": true, "points": 4}
# Task 4, hidden tests: against the gradients of PyTorch; repeated words, padding anywhere, rows that must not move, a frozen table.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for table_rate, head_rate, texts_in_batch in (
    (0.7, 0.2, 6),
    (0.0, 0.5, 4),
    (3.0, 0.0, 5),
    (1.0, 1.0, 1),
    (40.0, 2.0, 9),
):
    size, width = int(rng.integers(9, 14)), int(rng.integers(2, 6))
    table, head, bias = rng.normal(size=(size, width)), rng.normal(size=width), float(rng.normal())
    texts = rng.integers(1, size - 3, size=(texts_in_batch, 7))
    texts[rng.random(texts.shape) < 0.25] = 0
    texts[0] = [0, 3, 3, 0, 2, 3, 0]
    if texts_in_batch > 3:
        texts[1] = [0, 0, 5, 0, 0, 0, 0]
        texts[2] = 0
        texts[3] = [size - 2, 2, 2, size - 2, 1, 4, 3]
    labels = (rng.random(texts_in_batch) < 0.5).astype(float)
    if texts_in_batch > 3:
        labels[:2] = [0, 1]
    leaves = [torch.tensor(each.copy(), requires_grad=True) for each in (table, head, np.array(bias))]
    mask = torch.tensor((texts > 0).astype(float))[:, :, None]
    averaged = (leaves[0][torch.tensor(texts)] * mask).sum(1) / mask.sum(1).clamp(min=1)
    logits = averaged @ leaves[1] + leaves[2]
    torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(labels)).backward()
    rates = (table_rate, head_rate, head_rate)
    expected = [(each - rate * each.grad).detach().numpy() for each, rate in zip(leaves, rates, strict=True)]
    given = (table.copy(), head.copy(), bias, texts.copy(), labels.copy())
    new_table, new_head, new_bias = fine_tune_step(*given, table_rate, head_rate)
    new_table, new_head = array(new_table), array(new_head)
    for passed, before in zip(given, (table, head, bias, texts, labels), strict=True):
        assert np.array_equal(passed, before), "The arguments stay as they are."
    assert new_table.shape == table.shape, "The table keeps its shape."
    assert new_head.shape == head.shape, "The weights keep their shape."
    still = [row for row in range(size) if row == 0 or not (texts == row).any()]
    assert np.allclose(new_table[0], table[0], rtol=0, atol=1e-12), "The row of padding must not move."
    assert np.allclose(new_table[still], table[still], rtol=0, atol=1e-12), (
        "Rows of words that stand in no text of the batch must stay exactly as they are."
    )
    if table_rate == 0:
        assert np.allclose(new_table, table, rtol=0, atol=1e-12), "A frozen table comes back exactly as it was."
    assert np.allclose(new_table, expected[0], atol=1e-5), (
        "Some rows of the table did not move as their gradient says. (Texts without words count in B, too.)"
    )
    assert np.allclose(new_head, expected[1], atol=1e-5), "The weights did not move as their gradient says."
    assert abs(float(new_bias) - float(expected[2])) < 1e-5, "The bias did not move as its gradient says."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "store-text", "locked": true}
# ## 5. A file that keeps its words (3 points)
#
# Write two functions. A "file" is here a `bytes` object in memory, so nothing is left on your disk. Both call `check_pair(words, vectors)`, which the first code cell
# defines for you: it raises `ValueError` if the two do not fit together, because of the lengths, the axes or a word that stands twice.
#
# - `pack(words, vectors)` checks the two and returns the bytes of an `.npz` file with two arrays: `words`, an array of strings (not of objects), and
#   `vectors`, with the type that it has. `np.savez` writes to an `io.BytesIO()` as it does to a file, and `.getvalue()` has the bytes.
# - `unpack(data)` returns the words as a list, in their order, and the vectors. It raises `ValueError` if one of the two arrays is missing, and if they do not
#   fit together. A file need not come from your `pack`, but `data` is always an `.npz` file. It may hold further arrays: they are ignored.
#
# ```python
# data = pack(["deep", "is"], np.array([[1.0, 2.0], [3.0, 4.0]], dtype="float32"))
# unpack(data)                       # (['deep', 'is'], array([[1., 2.], [3., 4.]], dtype=float32))
# pack(["deep"], np.ones((2, 2)))    # ValueError
# ```


# %% nbgrader={"grade_id": "store", "solution": true}
def pack(words, vectors):
    """Return the bytes of an .npz file with the arrays words and vectors.

    words: list of V different strings, one at least
    vectors: array of shape (V, D)
    returns: bytes
    raises: ValueError if they do not fit together
    """
    ### BEGIN SOLUTION
    check_pair(words, vectors)
    file = io.BytesIO()
    np.savez(file, words=np.array(words, dtype=str), vectors=vectors)
    return file.getvalue()
    ### END SOLUTION


def unpack(data):
    """Return the words and the vectors of an .npz file.

    data: bytes of an .npz file
    returns: list of V strings, array of shape (V, D); V is at least 1
    raises: ValueError if an array is missing, or if they do not fit together
    """
    ### BEGIN SOLUTION
    with np.load(io.BytesIO(data)) as file:
        if not {"words", "vectors"} <= set(file.files):
            raise ValueError("the file must have the arrays words and vectors")
        listed, rows = file["words"].tolist(), file["vectors"]
    check_pair(listed, rows)
    return listed, rows
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-store", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
two_rows = np.array([[1.0, 2.0], [3.0, 4.0]], dtype="float32")
packed = pack(["deep", "is"], two_rows)
assert isinstance(packed, bytes), "pack must return bytes."
read = unpack(packed)
assert len(read) == 2, "unpack returns two things: the words and the vectors."
assert isinstance(read[0], list), "unpack returns the words as a list."
assert [str(word) for word in read[0]] == ["deep", "is"], "The words come back in their order."
assert np.shape(read[1]) == (2, 2), f"Two words and D = 2 make vectors of shape (2, 2), not {np.shape(read[1])}."
assert np.allclose(read[1], [[1, 2], [3, 4]]), "The vectors come back as they were."
try:
    pack(["deep"], np.ones((2, 2)))
except ValueError:
    refused = True
else:
    refused = False
assert refused, "One word for two rows must raise ValueError."

# %% nbgrader={"grade_id": "test-store-hidden", "grade": true, "locked": true, "points": 2}
# Task 5, hidden tests: drawn words and types, files of others, files and pairs that must be refused.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()


def npz(**arrays):
    """Return the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def refuses(function, *arguments):
    """Whether a call raises ValueError."""
    try:
        function(*arguments)
    except ValueError:
        return True
    return False


for kind, count in (("float32", 5), ("float64", 9), ("float16", 1), ("float64", 0)):
    names = ["".join(chr(97 + int(i)) for i in rng.integers(0, 26, size=6)) + str(n) for n in range(count)]
    long = "".join(names) + "antidisestablishmentarianism" * 3
    names = [*names[::-1], "naïve", "it's", "US", "us", long + "a", long + "b"]
    rows = rng.normal(size=(len(names), 4)).astype(kind)
    data = bytes(pack(list(names), rows.copy()))
    with np.load(io.BytesIO(data), allow_pickle=True) as opened:
        inside = {name: opened[name] for name in opened.files}
    assert set(inside) == {"words", "vectors"}, "The file must have the arrays words and vectors."
    assert inside["words"].dtype.kind == "U", "The words must be an array of strings."
    assert inside["words"].tolist() == names, "The words in the file must be those given, in their order."
    assert inside["vectors"].dtype == np.dtype(kind), "The vectors in the file must keep their type."
    assert np.array_equal(inside["vectors"], rows), "The vectors in the file must be those given."
    for file in (data, npz(vectors=rows, words=np.array(names)), npz(words=names, vectors=rows, year=np.array(2014))):
        back, vectors_back = unpack(file)
        assert isinstance(back, list), "unpack must return the words as a list."
        assert [str(word) for word in back] == names, "The words must come back in the order of the file."
        assert np.asarray(vectors_back).dtype == np.dtype(kind), "The vectors must come back with their type."
        assert np.array_equal(vectors_back, rows), "The vectors must come back as they are in the file."
three_words = ["one", "two", "three"]
for names, rows in (
    (three_words, np.ones((2, 4))),
    (three_words, np.ones((4, 3))),
    (three_words, np.ones(3)),
    (three_words, np.ones((3, 2, 2))),
    (["one", "two", "one"], np.ones((3, 4))),
    (["one", "two", "two"], np.ones((2, 4))),
):
    assert refuses(pack, list(names), rows), "pack must refuse a pair that does not fit."
    assert refuses(unpack, npz(words=np.array(names, dtype=str), vectors=rows)), "unpack must refuse what does not fit."
for file in (
    npz(words=np.array(["a"])),
    npz(vectors=np.ones((1, 2))),
    npz(Words=np.array(["a"]), vectors=np.ones((1, 2))),
):
    assert refuses(unpack, file), "A file in which an array is missing must raise ValueError."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# Three teams ask you whether to load GloVe and freeze it, to load it and fine-tune it, or to train their own vectors:
#
# - **A** has 80 labelled film comments and no way to get more. GloVe knows 99 % of their tokens.
# - **B** has 60,000 labelled film comments. GloVe knows 99 % of their tokens, too.
# - **C** has 3,000 labelled reports of machine faults and a million unlabelled ones. GloVe knows 55 % of the tokens, hardly a part number or code among them.
#
# What do you advise each team, and why? What should they measure, beside which other method, before they believe you? Two or three sentences for each team.
#
# A person reads this. One point for each team: a choice that the curves and tables of chapter 10 support, with its reason (how many labels there are, how much of the text
# GloVe knows, what a frozen table cannot do), and a measurement that could prove you wrong.


# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# A: load and freeze. With 80 labels most words of new comments occur in no training comment, and only the loaded table knows that they are like words that do. Fine-tuning would move
# a few rows and leave all others behind, so if at all, for very few steps. They should compare with TF-IDF, over five or more divisions, because with 80 comments each
# division gives another result. B: train jointly, or fine-tune with right rows; with so many labels both come to the same as counting words, and a frozen table is the worst, as its
# directions were not made for praise and blame. They should measure the paired difference to TF-IDF with its interval: if it includes 0, the download is not worth its trouble.
# C: train vectors on the million reports, without labels, save them with their words and reuse them; GloVe has no row for just the words that tell one fault from another. They should
# measure the share of missing tokens before and after cutting tokens its way, and the accuracy against GloVe and TF-IDF on the same divisions.
# ### END SOLUTION
