"""Vectors by counting, and exact neighbours."""

import numpy as np
import pytest

from embedding_course.vectors import nearest, ppmi_svd


def test_words_with_the_same_company_get_the_same_vector():
    # 0 and 1 stand in the same places, 2 and 3 in others
    documents = [[0, 4, 5], [1, 4, 5], [2, 6, 7], [3, 6, 7]] * 5
    vectors = ppmi_svd(documents, 8, window=1, dimension=3)
    assert vectors.shape == (8, 3)
    assert vectors.dtype == np.float32
    neighbours, cosines = nearest(vectors[:4], 1)
    assert neighbours.ravel().tolist() == [1, 0, 3, 2]
    assert np.allclose(cosines, 1, atol=1e-4)


def test_the_information_is_that_of_the_definition():
    documents = [[0, 1, 0, 2], [2, 1]]
    counts = np.zeros((3, 3))
    for left, right in ((0, 1), (1, 0), (0, 2), (2, 1)):
        counts[left, right] += 1
        counts[right, left] += 1
    share = counts / counts.sum()
    with np.errstate(divide="ignore"):
        expected = np.maximum(np.log(share / np.outer(share.sum(1), share.sum(0))), 0)
    vectors = ppmi_svd(documents, 3, window=1, dimension=2).astype(float)
    # two singular directions of a symmetric matrix: the Gram matrix is that of its absolute spectrum
    u, s, _ = np.linalg.svd(expected)
    assert np.allclose(vectors @ vectors.T, (u[:, :2] * s[:2]) @ u[:, :2].T, atol=1e-5)


def test_pairs_reach_over_the_window_and_never_over_a_gap_or_an_end():
    far = ppmi_svd([[0, 1, 2, 3]] * 3, 4, window=1, dimension=2)
    assert np.array_equal(far, ppmi_svd([[0, 1, -1, 1, 2, -1, 2, 3]] * 3, 4, window=1, dimension=2))
    assert np.array_equal(far, ppmi_svd([[0, 1], [1, 2], [2, 3]] * 3, 4, window=1, dimension=2))


def test_neighbours_are_those_of_a_full_comparison():
    vectors = np.random.default_rng(0).normal(size=(53, 7)).astype(np.float32)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -2)
    neighbours, values = nearest(vectors, 4, rows=10)
    assert np.array_equal(neighbours, np.argsort(-cosines, axis=1)[:, :4])
    assert np.allclose(values, np.sort(cosines, axis=1)[:, :-5:-1], atol=1e-6)


def test_a_vector_of_zeros_is_near_to_nothing():
    _, cosines = nearest(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]), 1)
    assert cosines[0] == 0


@pytest.mark.parametrize("count", [0, 3])
def test_more_neighbours_than_there_are_is_an_error(count):
    with pytest.raises(ValueError, match="2 others"):
        nearest(np.eye(3), count)


def test_more_dimensions_than_words_is_an_error():
    with pytest.raises(ValueError, match="below the 3 words"):
        ppmi_svd([[0, 1, 2]], 3, dimension=3)
