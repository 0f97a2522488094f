"""Tokens, vocabulary and padding by example."""

import numpy as np
import pytest

from embedding_course.text import Vocabulary, pad, tokenize


def test_tokens_are_lower_case_words_with_their_apostrophes():
    assert tokenize("It isn't bad -- it's GOOD!") == ["it", "isn't", "bad", "it's", "good"]
    assert tokenize("") == []


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
