"""Word vectors made by counting, and the exact nearest neighbours of every word: what the explorer shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def ppmi_svd(
    documents: Sequence[Sequence[int]], vocabulary_size: int, *, window: int = 4, dimension: int = 50, seed: int = 0
) -> np.ndarray:
    """Return one vector for each index, float32 of shape (V, D), from the words that stand around it.

    Counts the pairs of indices at most ``window`` places apart, takes the positive pointwise mutual information of each
    pair, and keeps D singular directions, each weighted by the square root of its singular value.

    documents: lists of indices; a negative index counts as a gap that belongs to no word
    raises: ValueError when the dimension is not below V
    Source: Levy and Goldberg, Neural word embedding as implicit matrix factorization, NeurIPS 2014.
    """
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    if not 0 < dimension < vocabulary_size:
        raise ValueError(f"dimension={dimension}: it must be above 0 and below the {vocabulary_size} words")
    gap = np.full(window, -1)
    ids = np.concatenate([np.concatenate([np.asarray(document, dtype=np.int64), gap]) for document in documents])
    counts: Any = sparse.csr_array((vocabulary_size, vocabulary_size))
    for distance in range(1, window + 1):
        left, right = ids[:-distance], ids[distance:]
        both = (left >= 0) & (right >= 0)
        ones = np.ones(int(both.sum()))
        shape = (vocabulary_size, vocabulary_size)
        counts = counts + sparse.coo_array((ones, (left[both], right[both])), shape=shape).tocsr()
    counts = (counts + counts.T).tocoo()
    totals = np.asarray(counts.sum(axis=1)).ravel()
    row, column = counts.coords
    information = np.log(counts.data * totals.sum() / (totals[row] * totals[column]))
    positive = sparse.csr_array((np.maximum(information, 0), (row, column)), shape=counts.shape)
    left_vectors, strengths, _ = randomized_svd(positive, dimension, random_state=seed)
    return (left_vectors * np.sqrt(strengths)).astype(np.float32)


def nearest(vectors: np.ndarray, count: int, *, rows: int = 1024) -> tuple[np.ndarray, np.ndarray]:
    """Return for each of N vectors the ``count`` others with the highest cosine: indices and cosines, both (N, count).

    Exact: every pair is compared, ``rows`` vectors at a time. A vector of zeros has cosine 0 with every other.
    raises: ValueError when there are not that many others
    """
    if not 0 < count < len(vectors):
        raise ValueError(f"count={count}: {len(vectors)} vectors have {len(vectors) - 1} others each")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(
        vectors, lengths, out=np.zeros(vectors.shape, dtype=np.float32), where=lengths > 0, casting="unsafe"
    )
    indices, cosines = np.empty((len(unit), count), dtype=np.int64), np.empty((len(unit), count), dtype=np.float32)
    for start in range(0, len(unit), rows):
        block = unit[start : start + rows] @ unit.T
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -np.inf
        order = np.argsort(-block, axis=1, kind="stable")[:, :count]
        indices[start : start + rows] = order
        cosines[start : start + rows] = np.take_along_axis(block, order, axis=1)
    return indices, cosines
