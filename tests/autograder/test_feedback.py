"""A feedback page holds the student's words and the author's, and nothing of the grading run."""

import base64
import json
import time
from datetime import datetime
from pathlib import Path

import pytest

from autograder.feedback import render
from autograder.human import Human
from autograder.intake import Shown, shown_cells
from autograder.masters import read_master
from autograder.model import CellResult, Result, TestResult
from autograder.record import Record
from autograder.variants import handed_in

MASTER = read_master(Path(__file__).parents[2] / "solutions" / "01-one-hot")
VISIBLE = sum(cell.points for cell in MASTER.cells if cell.role == "test" and "hidden" not in cell.id)
SECRET = "a value of the grading run"


def record(status="graded", reason="", graded=True, message="Look at the last column.") -> Record:
    tests = tuple(
        TestResult(cell.id, "failed" if "hidden" in cell.id else "passed", 0.0 if "hidden" in cell.id else cell.points,
                   cell.points, message if "hidden" in cell.id else "", SECRET)
        for cell in MASTER.cells if cell.role == "test"
    )  # fmt: skip
    outputs = ({"output_type": "stream", "name": "stdout", "text": SECRET},)
    cells = (CellResult("one-hot", "error", "this cell stopped with ValueError in line 3", SECRET, outputs),)
    result = Result(
        "s", MASTER.assignment, MASTER.notebook, "k", "graded", tests=tests, cells=cells, notes=("repaired",)
    )
    now = datetime(2026, 1, 1)
    return Record(MASTER.assignment, "s", status, reason, "f", "h", now, result if graded else None, "h", now)


def page(outputs=(), source="def one_hot(indices, depth): ...", human=None, **facts) -> str:
    return render(record(**facts), MASTER, {"one-hot": [Shown(source, list(outputs))]}, human or Human())


def test_points_messages_and_notes_are_there():
    text = page()
    assert f"{VISIBLE:g} of {MASTER.points:g} points" in text
    assert "Look at the last column." in text
    assert "repaired" in text
    assert "this cell stopped with ValueError in line 3" in text


def test_no_value_of_the_grading_run_and_no_line_of_a_test():
    text = page()
    assert SECRET not in text
    for cell in MASTER.cells:
        if cell.has_hidden_tests:
            lines = {line.strip() for line in cell.source.splitlines()} - {
                line.strip() for line in cell.visible_source.splitlines()
            }
            assert not [line for line in lines if len(line) > 15 and line in text]


@pytest.mark.parametrize(
    "hostile",
    ["</pre><script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<svg onload=alert(1)>", "{{ 7 * 7 }}"],
)
def test_hostile_text_stays_text(hostile):
    text = page([{"output_type": "stream", "text": hostile}], source=hostile, message=hostile)
    assert "<script" not in text
    assert "onerror=" not in text.replace("onerror=&#34;", "")
    assert "<svg" not in text
    assert "49" not in text.split("<main>")[1].split("test-one-hot")[0]


def test_rich_outputs_are_cleaned():
    html = (
        '<table onclick="x()"><tr><td style="x">1</td></tr></table><script>bad()</script><a href="javascript:x">y</a>'
    )
    picture = base64.b64encode(b"picture").decode()
    outputs = [
        {"output_type": "display_data", "data": {"text/html": html}},
        {"output_type": "display_data", "data": {"image/png": picture}},
        {"output_type": "display_data", "data": {"image/png": '"><script>bad()</script>'}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg><script>bad()</script></svg>"}},
        {"output_type": "execute_result", "data": {"application/javascript": "bad()"}},
        {"output_type": "stream", "text": ["\x1b[31mred\x1b[0m"]},
        "no output",
        {"output_type": "stream", "text": 7},
    ]
    text = page(outputs)
    assert "<table><tr><td>1</td></tr></table>" in text.replace("<tbody>", "").replace("</tbody>", "")
    assert f"data:image/png;base64,{picture}" in text
    assert "bad()" not in text
    assert "javascript:" not in text
    assert "red" in text
    assert "\x1b" not in text


@pytest.mark.slow
@pytest.mark.parametrize("text", ["<ul><li>" * 12_000, "<ul>" * 12_000 + "</ul>" * 12_000, "<b><ul></b>" * 9_000])
def test_elements_in_one_another_without_end_cost_no_time(text):
    started = time.process_time()
    found = page([{"output_type": "display_data", "data": {"text/html": text, "text/plain": "a table"}}] * 30)
    assert time.process_time() - started < 2
    assert found.count("a table") == 30


def test_all_outputs_of_a_page_together_are_bounded():
    rows = "<table>" + "<tr><td>1</td></tr>" * 5_000 + "</table>"
    cells = [Shown("x", [{"output_type": "display_data", "data": {"text/html": rows}}] * 30) for _ in range(200)]
    assert len(render(record(), MASTER, {"one-hot": cells}, Human())) < 3_000_000


def test_pages_stay_small():
    outputs = [{"output_type": "stream", "text": "x" * 20_000_000}] * 100
    assert len(page(outputs, source="y" * 1_000_000)) < 1_000_000


def test_pages_load_nothing():
    text = page()
    assert "default-src 'none'" in text
    assert "http" not in text.replace('http-equiv="', "").split("<main>")[1]


def test_a_file_that_was_set_aside_says_why_and_what_stands():
    text = page(status="quarantined", reason="The file ends in the middle.")
    assert "The file ends in the middle." in text
    assert "handed in before" in text
    text = page(status="quarantined", reason="The file ends in the middle.", graded=False)
    assert "no points yet" in text
    assert f"of {MASTER.points:g} points" not in text


def test_nobody_is_promised_that_a_file_without_a_result_will_be_read():
    assert "graded by a person later" in page()
    assert "graded by a person later" not in page(status="quarantined", reason="broken", graded=False)


def test_what_people_add_is_shown_and_counted():
    human = Human({"explain": 2.0, "test-one-hot-hidden": 1.0}, {"explain": "Good start."}, penalty=0.5)
    text = page(human=human)
    assert f"{VISIBLE + 2.5:g} of {MASTER.points:g} points" in text
    assert "Good start." in text
    assert "2 of 3 points" in text


def test_the_outputs_come_from_the_file_handed_in(tmp_path):
    document = json.loads(handed_in(MASTER, {"one-hot": "x = 1"}))
    cell = next(c for c in document["cells"] if c["id"] == "one-hot")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seen at home"}]
    folder = tmp_path / "s" / MASTER.assignment
    folder.mkdir(parents=True)
    (folder / "one_hot.ipynb").write_text(json.dumps(document))
    (shown,) = shown_cells(folder, MASTER)["one-hot"]
    assert shown.source == "x = 1"
    assert shown.outputs[0]["text"] == "seen at home"


def test_half_a_character_in_a_stored_output_stops_no_page():
    output = {"output_type": "display_data", "data": {"text/html": "<b>\ud83d</b>", "image/png": "\ud83d"}}
    assert "<b>?</b>" in page(outputs=[output])


def test_cells_that_are_no_longer_those_that_were_graded_are_not_shown_as_unanswered():
    text = render(record(), MASTER, None, Human())
    assert "Not answered" not in text
    assert "Not shown: the file here is not the one that was graded." in text
    assert "Not answered" in render(record(), MASTER, {}, Human())


def test_a_penalty_takes_no_more_than_there_is():
    assert f"0 of {MASTER.points:g} points" in page(human=Human(penalty=100.0))
