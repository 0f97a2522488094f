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
# # Exercise 2: from text to integers
#
# You will build the whole path from text to a padded batch: a tokeniser, a vocabulary whose indices are the same tomorrow, batches,
# and a count of what is unknown. Then you put sentences of like length together. Allow 45 minutes. Chapter 2 of the book, *From
# text to integers*, has all you need.
#
# - Write your code where you see `# YOUR CODE HERE` and delete the line `raise NotImplementedError()`.
# - The cell after each task checks shapes and types at once. Press **Validate** in the toolbar to run all these checks.
# - After you hand in, more tests look at values and at unusual inputs. They ask for nothing that is not said here.
#
# Index 0 is padding and index 1 the unknown word, everywhere.
#
# | task | points |
# |---|---|
# | 1. words | 3 |
# | 2. a vocabulary in a fixed order | 5 |
# | 3. a batch | 4 |
# | 4. what is unknown | 3 |
# | 5. batches of like length | 4 |
# | 6. in your own words | 3 |

# %% nbgrader={"grade_id": "set-up", "locked": true}
import re
from collections import Counter

import numpy as np

# %% [markdown] nbgrader={"grade_id": "split-text", "locked": true}
# ## 1. Words (3 points)
#
# Write `split_words(text)`: it returns the words of a text as a list of strings.
#
# - Words come in lower case, and the typographic apostrophe `’` becomes the plain one, `'`.
# - A word is made of letters and digits, those with accents included. An apostrophe or a hyphen belongs to the word if a letter or
#   digit stands **directly before and directly after** it. (The chapter cuts at hyphens; here they stay.)
# - Everything else, the underscore included, separates words and is dropped.
#
# ```python
# split_words("A well-made film -- isn’t it?")
# # ['a', 'well-made', 'film', "isn't", 'it']
# split_words("'Rock-'n'-roll', 3-part")
# # ['rock', 'n', 'roll', '3-part']
# ```


# %% nbgrader={"grade_id": "split", "solution": true}
def split_words(text):
    """Return the words of a text, in order.

    text: a string
    returns: list of strings
    """
    ### BEGIN SOLUTION
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.lower().replace("’", "'"))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-split", "grade": true, "locked": true, "points": 1}
# Task 1, the worked example.
found = split_words("A well-made film -- isn’t it?")
assert isinstance(found, list), f"split_words must return a list, not {type(found)}."
assert found == ["a", "well-made", "film", "isn't", "it"], f"These are not the words of the first example: {found}."
found = split_words("'Rock-'n'-roll', 3-part")
assert found == ["rock", "n", "roll", "3-part"], f"These are not the words of the second example: {found}."

# %% nbgrader={"grade_id": "test-split-hidden", "grade": true, "locked": true, "points": 2}
# Task 1, hidden tests: signs at the ends, several in a word, accents, nothing at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
parts = ["mother-in-law", "it's", "naïve", "über", "y2k", "o'clock", "x", "42", "don't-know", "Été", "a-b-c"]
gaps = [" ", "  ", " - ", "-- ", "\n", "\t", "_", ", ", "...", " '", "' ", '"', "/", " (", ") ", "’ ", "-’", "&", "__"]
for _ in range(5):
    drawn = [parts[place] for place in rng.integers(0, len(parts), 12)]
    between = [gaps[place] for place in rng.integers(0, len(gaps), 12)]
    text = "'-" + "".join(word + gap for word, gap in zip(drawn, between, strict=True))
    expected = [word.lower() for word in drawn]
    assert split_words(text) == expected, "Some text is cut into other words than the rule says."
    assert split_words(text.replace("'", "’").upper()) == expected, (
        "Capitals and typographic apostrophes must make no difference."
    )
assert split_words("snake_case") == ["snake", "case"], "The underscore separates words."
assert split_words("a_-b c'_d e-_f _'g") == list("abcdefg"), "A sign beside an underscore does not stand inside a word."
assert split_words("Škoda żółw ČAJ-Ďas") == ["škoda", "żółw", "čaj-ďas"], "Letters with accents are letters everywhere."
assert split_words("F-16 covid-19 9-11 o'2") == ["f-16", "covid-19", "9-11", "o'2"], "A digit may stand behind a sign."
assert split_words("Straße") == ["straße"], "Lower case turns no letter into other letters."
assert split_words("x--y x''y x-'y") == ["x", "y"] * 3, "Two signs in a row do not stand inside a word."
assert split_words("") == [], "A text without words has none."
assert split_words(" -- ' ’ - _ !?") == [], "A text without words has none."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "build-text", "locked": true}
# ## 2. A vocabulary in a fixed order (5 points)
#
# Write `build_vocabulary(documents, min_count=1, max_size=None)`: it returns the list of words in which each word stands **at its
# index**. First come `"<pad>"` and `"<unk>"`, then the words, the most frequent first. Words of equal count are in alphabetical order, by
# which we mean Python's order of strings.
#
# - Words that come fewer than `min_count` times, in all documents together, are left out.
# - `max_size` is the length of the list, the two special ones included: the rarest are left out, and among equals those at the end of the alphabet. If there are
#   fewer words, the list is shorter. `None` sets no limit.
# - The documents never contain `"<pad>"` or `"<unk>"`.
#
# ```python
# documents = [["not", "good"], ["not", "bad", "not", "great"], ["good"]]
# build_vocabulary(documents)                # ['<pad>', '<unk>', 'not', 'good', 'bad', 'great']
# build_vocabulary(documents, min_count=2)   # ['<pad>', '<unk>', 'not', 'good']
# build_vocabulary(documents, max_size=5)    # ['<pad>', '<unk>', 'not', 'good', 'bad']
# ```


# %% nbgrader={"grade_id": "build", "solution": true}
def build_vocabulary(documents, min_count=1, max_size=None):
    """Return the words in the order of their indices.

    documents: list of lists of strings
    min_count: how often a word must come at least
    max_size: the greatest length of the list, at least 2, or None
    returns: list of strings that begins with "<pad>" and "<unk>"
    """
    ### BEGIN SOLUTION
    counts = Counter(word for document in documents for word in document)
    frequent = [word for word in counts if counts[word] >= min_count]
    ordered = sorted(frequent, key=lambda word: (-counts[word], word))
    return ["<pad>", "<unk>", *ordered][:max_size]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-build", "grade": true, "locked": true, "points": 1}
# Task 2, the worked example.
few = [["not", "good"], ["not", "bad", "not", "great"], ["good"]]
listed = build_vocabulary(few)
assert isinstance(listed, list), f"build_vocabulary must return a list, not {type(listed)}."
assert listed[:2] == ["<pad>", "<unk>"], f"Index 0 is '<pad>' and index 1 is '<unk>', not {listed[:2]}."
assert listed[2:] == ["not", "good", "bad", "great"], f"not came 3 times, good twice, bad and great once: {listed[2:]}."
assert build_vocabulary(few, min_count=2)[2:] == ["not", "good"], "With min_count=2 only not and good are left."
assert len(build_vocabulary(few, max_size=5)) == 5, "max_size=5 makes a list of 5, the special ones included."

# %% nbgrader={"grade_id": "test-build-hidden", "grade": true, "locked": true, "points": 4}
# Task 2, hidden tests: ties, cut-offs, limits, the order of documents, nothing at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
pool = [
    "Zoo",
    "ant",
    "bee",
    "cat",
    "dog",
    "elk",
    "fox",
    "gnu",
    "hen",
    "ibis",
    "jay",
    "éclair",
    "10",
    "9",
    "don't",
    "Ant",
]
drawn = [str(word) for word in rng.choice(pool, 60, p=rng.dirichlet(np.ones(len(pool))))] + pool
numbers = {word: sum(other == word for other in drawn) for word in pool}
order = ["<pad>", "<unk>"]
for number in range(len(drawn), 0, -1):
    order.extend(sorted(word for word in pool if numbers[word] == number))
for _ in range(3):
    mixed = [str(word) for word in rng.permutation(drawn)]
    cuts = sorted(int(place) for place in rng.integers(0, len(mixed), 4))
    texts = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    found = list(build_vocabulary([list(text) for text in texts]))
    assert found == order, "The order is by falling count, and words of equal count in Python's order of strings."
    for size in (2, 3, 7, len(order) - 1, len(order), len(order) + 5):
        found = list(build_vocabulary([list(text) for text in texts], max_size=size))
        assert found == order[:size], "max_size keeps the beginning of the whole list, special ones included."
    for least in (0, 1, 2, 3, 5, 100):
        kept = [word for word in order if word.startswith("<") or numbers[word] >= least]
        found = list(build_vocabulary([list(text) for text in texts], min_count=least))
        assert found == kept, "min_count leaves out just the words that come fewer times in all documents together."
        found = list(build_vocabulary([list(text) for text in texts], least, 6))
        assert found == kept[:6], "min_count and max_size hold together."
ties = list(build_vocabulary([pool[::-1]]))
assert ties == ["<pad>", "<unk>", *sorted(pool)], "Words of equal count stand in Python's order of strings."
assert list(build_vocabulary([])) == ["<pad>", "<unk>"], "Without documents only the special ones are left."
assert list(build_vocabulary([[], []])) == ["<pad>", "<unk>"], "Without words only the special ones are left."
assert list(build_vocabulary([["b"], ["a"], ["c"], ["a"]], max_size=4)) == ["<pad>", "<unk>", "a", "b"], (
    "Among equals, those at the end of the alphabet are left out."
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "batch-text", "locked": true}
# ## 3. A batch (4 points)
#
# Write `make_batch(words, documents, length=None, side="post", truncate="post")`: it returns the indices of all documents as one array of
# whole numbers of shape `(B, T)`.
#
# - `words` is a list such as `build_vocabulary` returns. A word that is not in it has index 1.
# - `T` is `length`, or the number of words of the longest document if `length` is `None`.
# - A shorter document is filled up with 0: behind the words for `side="post"`, in front of them for `side="pre"`.
# - Of a longer document the end is cut off for `truncate="post"`, the beginning for `truncate="pre"`.
# - Any other value of `side` or `truncate` raises `ValueError`.
#
# ```python
# words = ["<pad>", "<unk>", "not", "good", "bad"]
# make_batch(words, [["not", "very", "good"], ["bad"]])
# # array([[2, 1, 3],
# #        [4, 0, 0]])
# make_batch(words, [["not", "very", "good"], ["bad"]], length=2, side="pre", truncate="pre")
# # array([[1, 3],
# #        [0, 4]])
# ```


# %% nbgrader={"grade_id": "batch", "solution": true}
def make_batch(words, documents, length=None, side="post", truncate="post"):
    """Return the indices of all documents, filled up with 0.

    words: list of strings, each at its index
    documents: list of B lists of strings
    length: T, 0 or more, or None for that of the longest document
    side: where the zeros go, "pre" or "post"
    truncate: where a longer document is cut, "pre" or "post"
    returns: array of whole numbers of shape (B, T)
    raises: ValueError for any other side or truncate
    """
    ### BEGIN SOLUTION
    if side not in ("pre", "post") or truncate not in ("pre", "post"):
        raise ValueError("side and truncate must be 'pre' or 'post'")
    index = {word: place for place, word in enumerate(words)}
    if length is None:
        length = max((len(document) for document in documents), default=0)
    batch = np.zeros((len(documents), length), dtype=int)
    for number, document in enumerate(documents):
        ids = [index.get(word, 1) for word in document]
        ids = ids[:length] if truncate == "post" else ids[max(0, len(ids) - length) :]
        start = 0 if side == "post" else length - len(ids)
        batch[number, start : start + len(ids)] = ids
    return batch
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-batch", "grade": true, "locked": true, "points": 1}
# Task 3, the worked example.
listed = ["<pad>", "<unk>", "not", "good", "bad"]
found = make_batch(listed, [["not", "very", "good"], ["bad"]])
assert isinstance(found, np.ndarray), f"make_batch must return a NumPy array, not {type(found)}."
assert found.shape == (2, 3), f"Two documents, the longest of 3 words, make shape (2, 3), not {found.shape}."
assert found.dtype.kind in "iu", f"Indices are whole numbers, but the array has dtype {found.dtype}."
assert found.tolist() == [[2, 1, 3], [4, 0, 0]], f"These are not the indices of the first example: {found.tolist()}."
found = make_batch(listed, [["not", "very", "good"], ["bad"]], length=2, side="pre", truncate="pre")
assert found.tolist() == [[1, 3], [0, 4]], f"These are not the indices of the second example: {found.tolist()}."

# %% nbgrader={"grade_id": "test-batch-hidden", "grade": true, "locked": true, "points": 3}
# Task 3, hidden tests: both sides, both ends, all lengths, empty documents, wrong words.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
listed = ["<pad>", "<unk>", *(f"w{number}" for number in rng.permutation(9))]
sizes = [int(size) for size in rng.permutation([0, 1, 2, 4, 7])]
numbers = [[int(index) for index in rng.integers(1, len(listed), size)] for size in sizes]
texts = [[listed[index] if index > 1 else "new" for index in row] for row in numbers]
for length in (None, 0, 1, 2, 3, 4, 6, 7, 9):
    wide = 7 if length is None else length
    for filled in ("pre", "post"):
        for end in ("pre", "post"):
            expected = []
            for indices in numbers:
                row = list(indices)
                while len(row) > wide:
                    row.pop(0 if end == "pre" else -1)
                while len(row) < wide:
                    row.insert(0 if filled == "pre" else len(row), 0)
                expected.append(row)
            given = [list(text) for text in texts]
            found = np.asarray(make_batch(list(listed), given, length=length, side=filled, truncate=end))
            assert found.shape == (len(texts), wide), "The shape is (B, T), and T is length if that is given."
            assert found.dtype.kind in "iu", "Indices are whole numbers, whatever the length."
            assert found.tolist() == expected, "Some rows are not filled up or cut off as the statement says."
found = np.asarray(make_batch(list(listed), [list(text) for text in texts], 2))
assert found.tolist() == [[*row[:2], 0, 0][:2] for row in numbers], "Without a word about it, both are 'post'."
assert np.shape(make_batch(list(listed), [])) == (0, 0), "No documents and no length make shape (0, 0)."
assert np.shape(make_batch(list(listed), [], length=4)) == (0, 4), "No documents of length 4 make shape (0, 4)."
assert np.shape(make_batch(list(listed), [[], []])) == (2, 0), "Two documents without words make shape (2, 0)."
for wrong in ({"side": "left"}, {"truncate": "left"}, {"side": "PRE"}, {"side": "pre", "truncate": ""}):
    for given in ([["w1", "w2"]], []):
        try:
            make_batch(list(listed), given, **wrong)
        except ValueError:
            continue
        raise AssertionError("Any side or truncate but 'pre' and 'post' must raise ValueError.")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "unknown-text", "locked": true}
# ## 4. What is unknown (3 points)
#
# Write `unknown_rates(words, documents)`: it returns two numbers from 0 to 1, the share of all **tokens** that are not in `words`, and the share of **documents**
# with at least one such token.
#
# - A document may be empty. It has no unknown token, and counts as a document.
# - If there are no tokens at all, the first share is 0. If there are no documents, both are 0.
#
# ```python
# words = ["<pad>", "<unk>", "not", "good", "bad"]
# unknown_rates(words, [["not", "very", "very", "good"], ["bad"], []])
# # (0.4, 0.3333333333333333): 2 of 5 tokens, in 1 of 3 documents
# ```


# %% nbgrader={"grade_id": "unknown", "solution": true}
def unknown_rates(words, documents):
    """Return the share of unknown tokens and of documents with unknown tokens.

    words: list of strings, each at its index
    documents: list of lists of strings
    returns: two numbers from 0 to 1
    """
    ### BEGIN SOLUTION
    known = set(words)
    unknown = [sum(word not in known for word in document) for document in documents]
    tokens = sum(len(document) for document in documents)
    with_unknown = sum(number > 0 for number in unknown)
    return sum(unknown) / max(tokens, 1), with_unknown / max(len(documents), 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-unknown", "grade": true, "locked": true, "points": 1}
# Task 4, the worked example.
rates = unknown_rates(["<pad>", "<unk>", "not", "good", "bad"], [["not", "very", "very", "good"], ["bad"], []])
assert len(rates) == 2, f"unknown_rates must return two numbers, not {len(rates)}."
assert np.isclose(rates[0], 0.4), f"2 of 5 tokens are unknown, but the first share is {rates[0]}."
assert np.isclose(rates[1], 1 / 3), f"1 of 3 documents has an unknown token, but the second share is {rates[1]}."

# %% nbgrader={"grade_id": "test-unknown-hidden", "grade": true, "locked": true, "points": 2}
# Task 4, hidden tests: random documents, all known, all unknown, nothing at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
pool = [f"w{number}" for number in range(12)]
listed = ["<pad>", "<unk>", *pool[:8]]
for _ in range(4):
    texts = [[str(word) for word in rng.choice(pool, size)] for size in rng.integers(0, 6, 15)]
    texts.extend([[], ["w9", "w9", "w2"], ["w9"], ["w3"]])
    tokens = [word for text in texts for word in text]
    first = len([word for word in tokens if int(word[1:]) > 7]) / len(tokens)
    second = len([text for text in texts if {"w8", "w9", "w10", "w11"} & set(text)]) / len(texts)
    rates = unknown_rates(list(listed), [list(text) for text in texts])
    assert np.isclose(float(rates[0]), first), "The first share is that of unknown tokens among all tokens."
    assert np.isclose(float(rates[1]), second), "The second share is that of documents with an unknown token."
for texts in ([["w1", "w2"], ["w7"]], [[], ["w4"]]):
    rates = [float(rate) for rate in unknown_rates(list(listed), texts)]
    assert len(rates) == 2, "If all tokens are known, there must still be two shares."
    assert np.allclose(rates, 0), "If all tokens are known, both shares are 0."
for texts in ([["x"]], [["x"], ["y", "y"]]):
    rates = [float(rate) for rate in unknown_rates(list(listed), texts)]
    assert len(rates) == 2, "If no token is known, there must still be two shares."
    assert np.allclose(rates, 1), "If no token is known, both shares are 1."
for texts in ([], [[]], [[], []]):
    rates = [float(rate) for rate in unknown_rates(list(listed), texts)]
    assert len(rates) == 2, "Where there are no tokens, there must still be two shares."
    assert np.allclose(rates, 0), "Where there are no tokens, both shares are 0."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "like-text", "locked": true}
# ## 5. Batches of like length (4 points)
#
# Write two functions.
#
# - `like_length(lengths, batch_size)` sorts the **positions** 0, 1, 2, ... by the length that stands there, the shortest first and equal lengths by position, and cuts them into batches
#   of `batch_size`: a list of lists of whole numbers. The last batch may be smaller. No lengths make no batches.
# - `places(lengths, batches)` says how many places the arrays of these batches have together, if each batch is filled up to its own longest sequence.
#
# ```python
# lengths = [7, 2, 9, 2, 4]
# like_length(lengths, 2)                  # [[1, 3], [4, 0], [2]]
# places(lengths, [[1, 3], [4, 0], [2]])   # 27: 2 rows of 2, 2 rows of 7, 1 row of 9
# places(lengths, [[0, 1], [2, 3], [4]])   # 36, for the order in which they came
# ```


# %% nbgrader={"grade_id": "like", "solution": true}
def like_length(lengths, batch_size):
    """Return batches of positions, sorted by length.

    lengths: list of whole numbers
    batch_size: how many positions a batch has, at least 1
    returns: list of lists of whole numbers
    """
    ### BEGIN SOLUTION
    order = sorted(range(len(lengths)), key=lambda position: lengths[position])
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    ### END SOLUTION


def places(lengths, batches):
    """Return the number of places, padding included, of all batches together.

    lengths: list of whole numbers
    batches: list of lists of positions, none of them empty
    returns: whole number
    """
    ### BEGIN SOLUTION
    return sum(len(batch) * max(lengths[position] for position in batch) for batch in batches)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-like", "grade": true, "locked": true, "points": 1}
# Task 5, the worked example.
found = like_length([7, 2, 9, 2, 4], 2)
assert isinstance(found, list), f"like_length must return a list, not {type(found)}."
assert len(found) == 3, f"Five positions make three batches of at most 2, not {len(found)}."
assert [list(batch) for batch in found] == [[1, 3], [4, 0], [2]], f"These are not the batches of the example: {found}."
assert places([7, 2, 9, 2, 4], [[1, 3], [4, 0], [2]]) == 27, "2 rows of 2, 2 rows of 7 and 1 row of 9 are 27 places."

# %% nbgrader={"grade_id": "test-like-hidden", "grade": true, "locked": true, "points": 3}
# Task 5, hidden tests: many lengths, batches of all sizes, ties, any dealing.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng()
for size in (1, 2, 3, 5, 8, 40):
    given = [int(length) for length in rng.integers(0, 9, int(rng.integers(23, 30)))]
    order = [place for wanted in range(9) for place, length in enumerate(given) if length == wanted]
    found = [[int(place) for place in batch] for batch in like_length(list(given), size)]
    assert [place for batch in found for place in batch] == order, "Sort by length, and equal lengths by position."
    full, rest = divmod(len(given), size)
    assert [len(batch) for batch in found] == [size] * full + [rest] * (rest > 0), (
        "Each batch but the last has batch_size positions."
    )
    dealt = [int(place) for place in rng.permutation(len(given))]
    groups = [dealt[:2], dealt[2:9], dealt[9:10], dealt[10:]]
    expected = 0
    for group in groups:
        longest = sorted(given[place] for place in group)[-1]
        expected += longest * len(group)
    assert places(list(given), [list(group) for group in groups]) == expected, (
        "Each batch has as many places as its longest sequence, times its rows."
    )
    assert places(list(given), [dealt[3:6]]) == 3 * sorted(given[place] for place in dealt[3:6])[-1], (
        "Only the positions that stand in the batches count."
    )
assert [list(batch) for batch in like_length([], 4)] == [], "No lengths make no batches."
assert [list(batch) for batch in like_length([3], 4)] == [[0]], "A single length makes a single batch."
assert places([5, 6], []) == 0, "No batches have no places."
assert places([0, 0, 4], [[0, 1]]) == 0, "Empty sequences take no place."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "explain-text", "locked": true}
# ## 6. In your own words (3 points)
#
# First put your functions together, in a cell of your own:
#
# ```python
# from embedding_course import datasets
#
# splits = datasets.movie_review_splits()
# train, test = ([split_words(text) for text in part["text"]] for part in (splits.train, splits.test))
# for name, source in [("train", train), ("train and test", train + test)]:
#     for min_count in (1, 2):
#         words = build_vocabulary(source, min_count)
#         print(name, min_count, len(words), unknown_rates(words, test), unknown_rates(words, train))
# ```
#
# Then write, in four to six sentences, to a colleague who builds the vocabulary from all the text there is: why is the unknown rate of the test part 0 in one of the
# lines, and what does that say about new text? Which line would you report, and why? And what does `min_count=2` change for the row of the unknown word in the
# embedding matrix?
#
# A person reads this. One point each: the 0 (the test words were put on the list, so none can be unknown; it says nothing about new text); the report (a
# vocabulary of the training part alone, since users bring words that were not there); the row (with `min_count=1` index 1 never occurs in training, so the row is not
# trained; with 2 the rare words train it).

# %% [markdown] nbgrader={"grade_id": "explain", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# The rate is 0 because the vocabulary was built from the test sentences too: each of their words has been put on the list, so none can be
# missing. That says nothing about new text, whose words nobody has listed for us. I would report the rate with the vocabulary of the training part alone, about
# 6 % of the tokens and more than half of the sentences, because this is what users will meet. With `min_count=1` every training token is known, so index 1
# never comes up in training and its row keeps its random start. With `min_count=2` all the words that came once share index 1, and its row learns from them.
# ### END SOLUTION
