"""Tokens, vocabulary and padding by example."""

import numpy as np
import pytest

from embedding_course.text import Vocabulary, pad, tokenize


def test_tokens_are_lower_case_words_with_their_apostrophes():
    assert tokenize("It isn't bad -- it's GOOD!") == ["it", "isn't", "bad", "it's", "good"]
    assert tokenize("") == []
    assert tokenize("'Tis a 20-minute café_scene") == ["tis", "a", "20", "minute", "café", "scene"]
    assert tokenize("isn’t") == tokenize("isn't")


def test_vocabulary_is_ordered_by_count_then_alphabet():
    vocabulary = Vocabulary.build([["b", "a", "c"], ["c", "b", "c"]])
    assert vocabulary.words == ("<pad>", "<unk>", "c", "b", "a")
    assert Vocabulary.build([["z", "a"]]).words[2:] == ("a", "z")


def test_max_size_counts_the_two_special_words_and_min_count_drops_rare_ones():
    documents = [["a", "a", "b", "b", "c"]]
    assert len(Vocabulary.build(documents, max_size=3)) == 3
    assert Vocabulary.build(documents, min_count=2).words[2:] == ("a", "b")
    with pytest.raises(ValueError, match="max_size"):
        Vocabulary.build(documents, max_size=1)


def test_unknown_words_get_index_one_and_indices_come_back_as_words():
    vocabulary = Vocabulary.build([["deep", "learning"]])
    assert vocabulary.encode(["deep", "sea"]) == [2, 1]
    assert vocabulary.decode([2, 1, 0]) == ["deep", "<unk>", "<pad>"]
    with pytest.raises(IndexError, match="outside"):
        vocabulary.decode([4])


def test_every_word_comes_back_from_its_index():
    vocabulary = Vocabulary.build([tokenize("deep learning is very deep")])
    assert vocabulary.decode(vocabulary.encode(vocabulary.words)) == list(vocabulary.words)
    assert all(vocabulary.words[index] == word for word, index in vocabulary.index.items())


def test_the_order_does_not_depend_on_the_order_of_the_documents():
    documents = [["b", "a"], ["c", "a"], ["d"]]
    assert Vocabulary.build(documents) == Vocabulary.build(documents[::-1])


def test_a_vocabulary_of_nothing_has_the_two_special_words():
    assert Vocabulary.build([]).words == ("<pad>", "<unk>")
    assert Vocabulary.build([]).encode(["deep"]) == [1]


def test_a_document_that_spells_a_special_word_does_not_get_a_second_index():
    assert Vocabulary.build([["<pad>", "deep", "<unk>"]]).words == ("<pad>", "<unk>", "deep")


def test_a_string_is_not_taken_for_a_list_of_letters():
    with pytest.raises(TypeError, match="tokenize"):
        Vocabulary.build(["deep learning"])
    with pytest.raises(TypeError, match="tokenize"):
        Vocabulary.build([]).encode("deep")


def test_words_are_refused_without_the_special_ones_or_when_one_stands_twice():
    with pytest.raises(ValueError, match="begins with"):
        Vocabulary(("deep", "learning"))
    with pytest.raises(ValueError, match="twice"):
        Vocabulary(("<pad>", "<unk>", "deep", "deep"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, [[1, 2, 3], [4, 0, 0]]),
        ({"length": 2}, [[1, 2], [4, 0]]),
        ({"length": 2, "truncate": "pre"}, [[2, 3], [4, 0]]),
        ({"length": 4, "side": "pre"}, [[0, 1, 2, 3], [0, 0, 0, 4]]),
        ({"length": 0}, np.zeros((2, 0))),
    ],
)
def test_padding(arguments, expected):
    assert np.array_equal(pad([[1, 2, 3], [4]], **arguments), expected)


def test_padding_nothing():
    assert pad([]).shape == (0, 0)
    assert pad([[]], length=3).tolist() == [[0, 0, 0]]
    assert pad([], length=3).dtype == np.int64


@pytest.mark.parametrize("arguments", [{"side": "left"}, {"truncate": "end"}, {"length": -1}])
def test_padding_says_what_is_wrong(arguments):
    with pytest.raises(ValueError, match=next(iter(arguments))):
        pad([[1]], **arguments)


@pytest.mark.parametrize("sequences", [[1, 2], [["deep"]], [[1.5]], [[[1], [1, 2]]], ["12"]])
def test_padding_takes_lists_of_whole_numbers_only(sequences):
    with pytest.raises(TypeError, match="sequence 0 must be a flat list of whole numbers"):
        pad(sequences)


def test_padding_takes_arrays_and_leaves_its_input_alone():
    ids = [np.array([3, 4]), np.array([5])]
    batch = pad(ids)
    batch[:] = 9
    assert [sequence.tolist() for sequence in ids] == [[3, 4], [5]]
