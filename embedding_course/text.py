"""From text to whole numbers: tokens, a vocabulary in a fixed order, padded batches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import Literal

import numpy as np

PADDING, UNKNOWN = 0, 1
"""Index 0 fills up short sequences, index 1 stands for every word that is not in the vocabulary."""

SPECIAL = ("<pad>", "<unk>")
"""How these two are written where a word is wanted."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def tokenize(text: str) -> list[str]:
    """Return the words of a text in lower case: runs of letters and digits, apostrophes inside a word kept.

    The typographic apostrophe ’ becomes the plain one, so that a word has one spelling.

    >>> tokenize("It isn't bad -- it's GOOD!")
    ['it', "isn't", 'bad', "it's", 'good']
    """
    return _TOKEN.findall(text.lower().replace("’", "'"))


@dataclass(frozen=True)
class Vocabulary:
    """Words and their indices; index 0 is padding, index 1 the unknown word."""

    words: tuple[str, ...]
    """the word at each index, each word once; the first two are ``<pad>`` and ``<unk>``"""

    def __post_init__(self) -> None:
        """Refuse words that would break the promise of the first two indices, or of one index a word."""
        if tuple(self.words[:2]) != SPECIAL:
            raise ValueError(f"a vocabulary begins with {SPECIAL}, not with {self.words[:2]}")
        if len(self.index) != len(self.words):
            twice = [word for word, count in Counter(self.words).items() if count > 1]
            raise ValueError(f"each word has one index, but these stand twice: {twice[:5]}")

    @classmethod
    def build(
        cls, documents: Iterable[Sequence[str]], *, max_size: int | None = None, min_count: int = 1
    ) -> Vocabulary:
        """Count the tokens of documents and keep the most frequent ones.

        The order is by falling count, ties in alphabetical order: the same text always gives the same indices.

        documents: each a list of tokens, as ``tokenize`` makes it
        max_size: number of indices in all, padding and unknown included
        min_count: words that are rarer are left out
        raises: TypeError for a document that is still a string, ValueError for a max_size below 2
        """
        if max_size is not None and max_size < 2:
            raise ValueError(f"max_size={max_size}: padding and the unknown word alone need 2")
        counts: Counter[str] = Counter()
        for document in documents:
            counts.update(_tokens(document))
        kept = (word for word, count in counts.items() if count >= min_count and word not in SPECIAL)
        ordered = sorted(kept, key=lambda word: (-counts[word], word))
        return cls((*SPECIAL, *ordered[: None if max_size is None else max_size - 2]))

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def index(self) -> dict[str, int]:
        """Word -> index."""
        return {word: index for index, word in enumerate(self.words)}

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """Return the index of each token, 1 for words that are not in the vocabulary.

        raises: TypeError for a text that has not been cut into tokens
        """
        return [self.index.get(token, UNKNOWN) for token in _tokens(tokens)]

    def decode(self, indices: Iterable[int]) -> list[str]:
        """Return the word at each index; raise IndexError for an index outside the vocabulary."""
        words = []
        for index in indices:
            if not 0 <= index < len(self.words):
                raise IndexError(f"index {index} is outside this vocabulary of {len(self.words)} words")
            words.append(self.words[index])
        return words


def _tokens(tokens: Iterable[str]) -> Iterable[str]:
    """Refuse a string: it would pass as a sequence of letters."""
    if isinstance(tokens, str):
        raise TypeError(f"tokens come as a list of words, not as the string {tokens[:40]!r}: call tokenize first")
    return tokens


Side = Literal["pre", "post"]


def pad(
    sequences: Sequence[Sequence[int]],
    length: int | None = None,
    *,
    side: Side = "post",
    truncate: Side = "post",
) -> np.ndarray:
    """Make one int64 array of shape (B, T) from B sequences of different lengths, filled up with 0.

    length: T; by default that of the longest sequence
    side: where the zeros go, before (``"pre"``) or behind (``"post"``) the sequence
    truncate: which end of a longer sequence is cut off
    raises: TypeError where a sequence or an index is something else, ValueError for any other word or length
    """
    for name, value in (("side", side), ("truncate", truncate)):
        if value not in ("pre", "post"):
            raise ValueError(f"{name}={value!r}: choose 'pre' or 'post'")
    for number, sequence in enumerate(sequences):
        if not isinstance(sequence, Iterable) or not all(isinstance(index, Integral) for index in sequence):
            raise TypeError(f"sequence {number} must be a flat list of whole numbers, but it is {sequence!r:.60}")
    if length is None:
        length = max((len(sequence) for sequence in sequences), default=0)
    elif length < 0:
        raise ValueError(f"length={length}: it counts tokens, so it can't be negative")
    batch = np.full((len(sequences), length), PADDING, dtype=np.int64)
    for row, sequence in enumerate(sequences):
        kept = list(sequence[:length] if truncate == "post" else sequence[max(0, len(sequence) - length) :])
        start = 0 if side == "post" else length - len(kept)
        batch[row, start : start + len(kept)] = kept
    return batch
