"""The explorer's data says what was put in, and no word can break out of it."""

import base64
import json
import re

import numpy as np
import pytest

from embedding_course.explorer import WordMap, explorer

WORDS = ["the", "</script><b>", "it's"]
POINTS = np.array([[0.0, 0.0], [2.0, 1.0], [-2.0, -1.0]])


def made(**changes) -> WordMap:
    parts = {
        "name": "A & B",
        "words": WORDS,
        "layouts": {"PCA": POINTS, "t-SNE": -POINTS},
        "neighbours": np.array([[1], [0], [1]]),
        "cosines": np.array([[1.0], [-1.0], [0.0]]),
    }
    return WordMap(**parts | changes)


def test_the_numbers_come_back():
    first, more = made().record(), made().more()
    for record, name, points in ((first, "PCA", POINTS), (more, "t-SNE", -POINTS)):
        assert set(record["layouts"]) == {name}
        positions = np.frombuffer(base64.b64decode(record["layouts"][name]), "<u2").reshape(-1, 2) / 65535
        # one scale for both axes, and the middle stays in the middle
        assert np.allclose(positions, points / 4 + 0.5, atol=1e-4)
    assert np.frombuffer(base64.b64decode(more["neighbours"]), "<u2").tolist() == [1, 0, 1]
    cosines = np.frombuffer(base64.b64decode(more["cosines"]), "u1") / 127.5 - 1
    assert np.allclose(cosines, [1, -1, 0], atol=0.01)


def test_hostile_words_stay_words():
    page = explorer([made()])
    assert "<b>" not in page.replace("<\\/script><b>", "")
    (data,) = re.findall(r'<script type="application/json" class="explorer-data">(.*?)</script>', page, re.S)
    assert json.loads(data)[0]["words"].split(" ") == WORDS
    assert "A &amp; B" in page


def test_the_table_can_be_read_without_a_script():
    assert '<tr><td>3</td><th scope="row">it&#x27;s</th>' in explorer([made()])


@pytest.mark.parametrize(
    "changes", [{"words": []}, {"layouts": {"PCA": POINTS[:2]}}, {"neighbours": np.array([[1], [0]])}]
)
def test_parts_that_do_not_fit_are_refused(changes):
    with pytest.raises(ValueError, match=r"words|shape|row"):
        made(**changes)
