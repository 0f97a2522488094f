"""Make the tidy files beside this script from the originals named in each DATASHEET.md.

``python embedding_course/data/convert.py FOLDER`` reads the originals, by their original names, from FOLDER.
The same originals always give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import shutil
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def write_gzip(path: Path, text: str) -> None:
    """Write UTF-8 text, compressed, without the time of day in it."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def movie_reviews(source: Path) -> None:
    """id, mean rating, number of raters, standard deviation, text: one line a sentence."""
    raters = {}
    for line in (source / "movieReviewSnippets_anonDataRatings.txt").read_text().splitlines():
        number, _, deviation, scores = line.split("\t")
        raters[number] = (deviation, str(len(scores.split(","))))
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(["id", "rating", "raters", "deviation", "text"])
    for line in (source / "movieReviewSnippets_GroundTruth.txt").read_text().splitlines():
        number, rating, text = line.split("\t")
        deviation, count = raters[number]
        table.writerow([number, f"{float(rating):.6g}", count, deviation, text.strip()])
    write_gzip(HERE / "movie_reviews" / "movie_reviews.tsv.gz", out.getvalue())
    shutil.copyfile(source / "vader_MIT_LICENSE.txt", HERE / "movie_reviews" / "LICENSE.txt")


def austen(source: Path) -> None:
    """The six novels, each compressed as it is."""
    for path in sorted((source / "austen").glob("*.txt")):
        write_gzip(HERE / "austen" / f"{path.name}.gz", path.read_text(encoding="utf-8"))


def glove(source: Path) -> None:
    """The subset as it is."""
    (HERE / "glove").mkdir(exist_ok=True)
    with np.load(source / "glove50_top20k_plus_movie_vocab_fp16.npz") as archive:
        words, vectors = archive["words"], archive["vectors"]
    np.savez_compressed(HERE / "glove" / "glove_50d.npz", words=words, vectors=vectors)
    shutil.copyfile(source / "glove_PDDL_THIRD-PARTY.txt", HERE / "glove" / "LICENSE.txt")


def flights(source: Path) -> None:
    """Flights as they are, airports and airlines as they are."""
    (HERE / "flights").mkdir(exist_ok=True)
    write_gzip(
        HERE / "flights" / "flights.csv.gz",
        gzip.decompress((source / "flights_sample_50k.csv.gz").read_bytes()).decode(),
    )
    for name in ("airports.csv", "airlines.csv"):
        shutil.copyfile(source / name, HERE / "flights" / name)


def three_kingdoms(source: Path) -> None:
    """The text, blanks at both ends of lines and empty lines left out."""
    lines = (line.strip() for line in (source / "sanguo_yanyi.txt").read_text(encoding="utf-8").splitlines())
    write_gzip(HERE / "three_kingdoms" / "three_kingdoms.txt.gz", "\n".join(line for line in lines if line) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for convert in (movie_reviews, austen, glove, flights, three_kingdoms):
        convert(Path(sys.argv[1]))
        print(convert.__name__)
