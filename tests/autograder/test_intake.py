"""Whatever is handed in ends as a Submission or is set aside with a reason; only the student's own text counts."""

import ast
import json
import os
import random
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder import source as cell_source
from autograder.intake import Quarantined, read_submission, released_source, shown_cells, submitted_students
from autograder.masters import read_master
from autograder.model import Submission
from autograder.variants import handed_in

MASTER = read_master(Path(__file__).parents[2] / "solutions" / "01-one-hot")
ANSWER = "def one_hot(indices, depth):\n    return 'mine'"


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "submitted" / "student" / MASTER.assignment
    made.mkdir(parents=True)
    return made


def read(folder: Path) -> Submission | Quarantined:
    return read_submission(folder, MASTER, student="student")


def notebook(**answers: str) -> dict:
    return json.loads(handed_in(MASTER, {"one-hot": ANSWER, **answers}))


def hand_in(folder: Path, document: object, name: str = "one_hot.ipynb") -> Submission:
    (folder / name).write_text(json.dumps(document))
    found = read(folder)
    assert isinstance(found, Submission), found
    return found


def source(submission: Submission, step_id: str = "one-hot") -> str:
    return next(step.source for step in submission.steps if step.id == step_id)


def cell(document: dict, grade_id: str) -> dict:
    return next(c for c in document["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def assert_tests_are_the_masters(submission: Submission) -> None:
    expected = [(c.id, c.source, c.points) for c in MASTER.cells if c.role == "test"]
    assert [(s.id, s.source, s.points) for s in submission.steps if s.role == "test"] == expected


def test_a_clean_notebook_needs_no_note(folder):
    submission = hand_in(folder, notebook())
    assert source(submission) == ANSWER
    assert submission.notes == ()
    assert "equal" in submission.answers["explain"] or submission.answers["explain"]
    assert_tests_are_the_masters(submission)
    assert Submission.from_json(submission.to_json()) == submission


def test_the_release_is_read_as_unanswered(folder):
    submission = hand_in(folder, json.loads(handed_in(MASTER, None)))
    assert "raise NotImplementedError()" in source(submission)


def test_released_source_is_what_the_generator_releases():
    released = json.loads(
        (Path(__file__).parents[2] / "exercises" / MASTER.assignment / f"{MASTER.notebook}.ipynb").read_text()
    )
    texts = {c["id"]: "".join(c["source"]) for c in released["cells"]}
    for each in MASTER.cells:
        assert released_source(each).strip() == texts[each.id].strip()


REPAIRS = {
    "metadata stripped": lambda d: [c.update(metadata={}) for c in d["cells"]],
    "ids stripped": lambda d: [c.pop("id") for c in d["cells"]],
    "cells reordered": lambda d: d["cells"].reverse(),
    "test cell deleted": lambda d: d["cells"].remove(cell(d, "test-one-hot-hidden")),
    "test cell duplicated": lambda d: d["cells"].append(cell(d, "test-one-hot-hidden")),
    "test cell emptied": lambda d: cell(d, "test-one-hot-hidden").update(source="pass"),
    "points raised": lambda d: cell(d, "test-one-hot")["metadata"]["nbgrader"].update(points=99),
    "schema version": lambda d: [c["metadata"].get("nbgrader", {}).update(schema_version=99) for c in d["cells"]],
    "skip tag": lambda d: [c["metadata"].update(tags=["skip-execution"]) for c in d["cells"]],
    "type changed": lambda d: cell(d, "test-one-hot").update(cell_type="markdown"),
    "solution as markdown": lambda d: cell(d, "one-hot").update(cell_type="markdown"),
    "unlocked": lambda d: [c["metadata"].get("nbgrader", {}).update(locked=False, solution=True) for c in d["cells"]],
    "source as lines": lambda d: [c.update(source=c["source"].splitlines(keepends=True)) for c in d["cells"]],
    "other kernel": lambda d: d["metadata"].update(kernelspec={"name": "ir", "language": "R"}),
    "no metadata at all": lambda d: d.pop("metadata"),
    "older format": lambda d: d.update(nbformat_minor=0),
    "newer format": lambda d: d.update(nbformat_minor=99),
    "a cell that is none": lambda d: d["cells"].append(17),
    "metadata that is none": lambda d: cell(d, "test-bag").update(metadata="x"),
}


@pytest.mark.parametrize("name", REPAIRS)
def test_repaired(folder, name):
    document = notebook()
    REPAIRS[name](document)
    submission = hand_in(folder, document)
    assert source(submission) == ANSWER
    assert_tests_are_the_masters(submission)


@pytest.mark.parametrize("name", ["metadata stripped", "test cell duplicated", "test cell emptied", "cells reordered"])
def test_a_repair_is_noted(folder, name):
    document = notebook()
    REPAIRS[name](document)
    assert hand_in(folder, document).notes


def test_version_three_is_converted(folder):
    cells = [{**c, "input": c["source"]} if c["cell_type"] == "code" else c for c in notebook()["cells"]]
    document = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert source(hand_in(folder, document)) == ANSWER


@pytest.mark.parametrize("name", ["one_hot (1).ipynb", "one_hot-Copy1.ipynb", "Homework.IPYNB", "Übung eins.ipynb"])
def test_copies_and_renamed_notebooks_are_found(folder, name):
    submission = hand_in(folder, notebook(), name)
    assert source(submission) == ANSWER
    assert submission.notes


def test_of_several_notebooks_the_right_name_wins(folder):
    (folder / "one_hot (1).ipynb").write_text(handed_in(MASTER, None))
    assert source(hand_in(folder, notebook())) == ANSWER


def test_own_cells_run_where_they_stand(folder):
    document = notebook()
    place = document["cells"].index(cell(document, "one-hot"))
    document["cells"].insert(place, {"cell_type": "code", "metadata": {}, "source": "helper = 1", "outputs": []})
    document["cells"].insert(place + 2, {"cell_type": "code", "metadata": {}, "source": "after = 2", "outputs": []})
    ids = [step.id for step in hand_in(folder, document).steps]
    assert ids.index("own-cell-1") == ids.index("one-hot") - 1
    assert ids.index("own-cell-2") == ids.index("one-hot") + 1


@pytest.mark.parametrize(
    "copied", ["import numpy as np", "its text", "its name"], ids=["an import like the set-up", "a test", "a solution"]
)
def test_a_copy_of_a_cell_leaves_the_cells_after_it_where_they_stand(folder, copied):
    document = notebook()
    place = document["cells"].index(cell(document, "bag-text"))
    copy = {"cell_type": "code", "metadata": {}, "source": copied, "outputs": []}
    if copied == "its text":
        copy["source"] = cell(document, "test-one-hot")["source"]
    if copied == "its name":
        copy = cell(document, "one-hot")
    own = {"cell_type": "code", "metadata": {}, "source": "eye = one_hot([0, 1], 2)", "outputs": []}
    document["cells"][place:place] = [copy, own]
    order = [step.source for step in hand_in(folder, document).steps]
    assert order.index(own["source"]) > order.index(ANSWER)
    assert order.index(own["source"]) == order.index(next(s for s in order if "def bag_of_words" in s)) - 1


def test_a_copied_solution_cell_that_is_still_the_stub_does_not_undo_the_answer(folder):
    document = notebook()
    stub = next(c for c in MASTER.cells if c.id == "one-hot")
    copy = {**cell(document, "one-hot"), "source": released_source(stub)}
    document["cells"].append(copy)
    submission = hand_in(folder, document)
    assert source(submission) == ANSWER
    assert not any("NotImplementedError" in s.source for s in submission.steps if s.id.startswith("own"))


def test_a_deleted_answer_is_not_answered_and_noted(folder):
    document = notebook()
    document["cells"].remove(cell(document, "one-hot"))
    submission = hand_in(folder, document)
    assert source(submission) == ""
    assert any("one-hot" in note for note in submission.notes)


WHOLE = handed_in(MASTER, {}).encode()
BROKEN = {
    "empty": b"",
    "blank": b" \n\t",
    "cut": WHOLE[: len(WHOLE) // 2],
    "a list": b"[]",
    "an empty object": b"{}",
    "no cells": b'{"cells": 3}',
    "text": b"hello",
    "binary": bytes(range(256)),
    "nul": WHOLE.replace(b"cells", b"ce\0lls", 1),
    "conflict": b"<<<<<<< HEAD\n" + WHOLE,
    "nested": b"[" * 100_000,
    "long number": b'{"cells": ' + b"9" * 10_000 + b"}",
    "too many cells": json.dumps({"cells": [{"cell_type": "code", "source": "1", "metadata": {}}] * 6000}).encode(),
    "another notebook": json.dumps({"cells": [{"cell_type": "code", "source": "print(1)", "metadata": {}}]}).encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_set_aside_with_a_reason(folder, name):
    (folder / "one_hot.ipynb").write_bytes(BROKEN[name])
    found = read(folder)
    assert isinstance(found, Quarantined)
    assert len(found.reason) > 20
    assert found.key


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_and_other_line_ends_are_read(folder, encoding):
    (folder / "one_hot.ipynb").write_bytes(json.dumps(notebook()).replace("\n", "\r\n").encode(encoding))
    assert source(read(folder)) == ANSWER


def test_links_pipes_and_folders_are_never_opened(folder, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text(handed_in(MASTER, {}))
    path = folder / "one_hot.ipynb"
    for make in (lambda: path.symlink_to(secret), lambda: os.mkfifo(path), path.mkdir):
        make()
        found = read(folder)
        assert isinstance(found, Quarantined)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def test_a_folder_that_is_a_link_or_a_file_is_set_aside(folder, tmp_path):
    real = tmp_path / "elsewhere"
    folder.rename(real)
    (real / "one_hot.ipynb").write_text(handed_in(MASTER, {}))
    folder.symlink_to(real)
    assert isinstance(read(folder), Quarantined)
    folder.unlink()
    folder.write_text("a file")
    assert isinstance(read(folder), Quarantined)


def test_every_name_is_listed(tmp_path):
    names = ["a[1]", "with space", "ümlaut", "-dash", "line\nbreak", ".hidden", "x" * 200]
    for name in names:
        (tmp_path / name / MASTER.assignment).mkdir(parents=True)
    (tmp_path / "other" / "02-vocabulary").mkdir(parents=True)
    assert [student for student, _ in submitted_students(tmp_path, MASTER.assignment)] == sorted(names)


def test_the_key_follows_what_decides_the_grade(folder):
    keys = {hand_in(folder, notebook()).key, hand_in(folder, notebook(bag="x = 1")).key}
    keys.add(read_submission(folder, MASTER, student="student", environment="other").key)
    assert len(keys) == 3
    again = [read(folder).key for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.slow
def test_nothing_that_is_handed_in_raises(folder):
    draw = random.Random(0)
    path = folder / "one_hot.ipynb"
    for number in range(1500):
        if number % 2:
            data = bytearray(WHOLE)
            for _ in range(draw.randint(1, 20)):
                data[draw.randrange(len(data))] = draw.randrange(256)
            path.write_bytes(bytes(data[: draw.randrange(len(data))]) if draw.random() < 0.2 else bytes(data))
        else:
            document = notebook()
            for _ in range(draw.randint(1, 6)):
                mutate(document, draw)
            path.write_text(json.dumps(document))
        found = read(folder)
        assert isinstance(found, Submission | Quarantined)
        if isinstance(found, Submission):
            assert_tests_are_the_masters(found)


def mutate(thing: object, draw: random.Random) -> None:
    """Change one random place of a JSON document."""
    values = [None, 0, -1, "x", [], {}, 10**30, "\ud800", [[]], {"a": 1}, 1.5, True]
    while True:
        keys = list(thing) if isinstance(thing, dict) else list(range(len(thing)))
        key = draw.choice(keys)
        if isinstance(thing[key], dict | list) and thing[key] and draw.random() < 0.85:
            thing = thing[key]
            continue
        if draw.random() < 0.3:
            del thing[key]
        else:
            thing[key] = draw.choice(values)
        return


HOSTILE = {
    "magics": "%a\n" * 3_000,
    "questions": "?\n" * 10_000,
    "shell lines": "x = !ls\n" * 3_000,
    "a long line that ends in a question": "a" * 20_000 + "!?",
    "a line of blanks": "x=(\n" + " " * 19_900 + "\n",
    "many blanks before a sign": ("a," + " " * 9_000) * 2 + "%",
    "a name with many dots": "import " + "a." * 250_000 + "a",
    "many statements": "a;" * 500_000,
    "nested": "(" * 100_000,
    "unary": "-" * 100_000 + "1",
    "attributes": "a" + ".b" * 9_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_made_to_slow_the_reading_is_read_in_proportion_to_its_length(folder, text):
    """Reading is done by the run itself, for all submissions: none may take its time or its memory."""
    document = notebook()
    own = {"cell_type": "code", "metadata": {}, "source": text, "outputs": []}
    document["cells"] = [c for c in document["cells"] if c["metadata"]["nbgrader"]["grade_id"] != "one-hot"]
    document["cells"] += [own] * 3
    started, most = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    hand_in(folder, document)
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < 400_000


def test_a_copy_of_a_test_before_its_cell_is_the_students_own(folder):
    document = notebook()
    copy = {"cell_type": "code", "metadata": {}, "source": cell(document, "test-bag")["source"], "outputs": []}
    own = {"cell_type": "code", "metadata": {}, "source": "early = 1", "outputs": []}
    place = document["cells"].index(cell(document, "one-hot"))
    document["cells"][place:place] = [copy, own]
    order = [step.source for step in hand_in(folder, document).steps]
    assert order.index("early = 1") < order.index(ANSWER)


def test_a_text_behind_a_copy_of_a_written_answer_belongs_to_it(folder):
    document = notebook()
    wanted = next(c.id for c in MASTER.cells if c.role == "written")
    answer = {**cell(document, wanted), "source": "First."}
    document["cells"].remove(cell(document, wanted))
    document["cells"].insert(1, answer)
    document["cells"] += [
        {**answer, "source": "Second."},
        {"cell_type": "markdown", "metadata": {}, "source": "Third."},
    ]
    assert hand_in(folder, document).answers[wanted] == "First.\n\nSecond.\n\nThird."


def test_pasted_prompts_hide_no_name():
    tree, text = cell_source.parsed("In [1]: half = 0.5\nIn [2]: one = 1")
    assert [node.targets[0].id for node in tree.body] == ["half", "one"]
    assert "In [" not in text


@pytest.mark.parametrize(
    ("text", "where"),
    [('{"cells": [], "nbformat": 4', "ends in the middle"), ('{"cells": ["a', "ends in the middle"),
     ('{"cells": []}\n}', "line 2 is broken"), ('{"cells": [],\n oops}', "line 2 is broken")],
)  # fmt: skip
def test_where_a_file_is_broken_is_told(folder, text, where):
    (folder / "one_hot.ipynb").write_text(text)
    assert where in read(folder).reason


def test_only_a_few_of_many_notebooks_are_looked_into(folder, monkeypatch):
    looked = []
    monkeypatch.setattr("autograder.intake._is_answered", lambda _, name, master: looked.append(name) or False)
    (folder / "one_hot.ipynb").write_text("{}")
    for number in range(40):
        (folder / f"copy{number}.ipynb").write_text("{}")
    read(folder)
    assert 5 < len(looked) < 15


def test_many_cells_like_those_of_the_assignment_are_not_all_compared(folder):
    document = notebook()
    texts = ["".join(random.Random(1).sample(c["source"], len(c["source"]))) for c in document["cells"]]
    document["cells"] = [
        {"cell_type": "code", "metadata": {}, "source": f"{text} {number}", "outputs": []}
        for number in range(150)
        for text in texts
    ]
    document["cells"].append(cell(notebook(), "one-hot"))
    started = time.process_time()
    hand_in(folder, document)
    assert time.process_time() - started < 15


@pytest.mark.parametrize("text", ["%%time\n", "%%capture kept\n", "%matplotlib inline\n", "!pip list\n", "one_hot?\n"])
def test_an_answer_below_a_magic_is_found_without_its_metadata(folder, text):
    document = notebook()
    cell(document, "one-hot")["source"] = text + ANSWER
    for each in document["cells"]:
        each["metadata"] = {}
    assert source(hand_in(folder, document)) == text + ANSWER


@pytest.mark.parametrize("sheets", [[{"cells": 5}], [{"cells": {"a": 1}}, {"cells": [1]}], [None], [{}]])
def test_an_old_notebook_with_damaged_sheets_is_set_aside(folder, sheets):
    (folder / "one_hot.ipynb").write_text(json.dumps({"worksheets": sheets}))
    assert "none of the cells belongs to" in read(folder).reason


def test_only_one_thread_parses_at_a_time(monkeypatch):
    """Python 3.11 stops with SystemError where two do, and an honest submission would be an engine fault."""
    inside, most = 0, 0

    def slow(text):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.002)
        inside -= 1
        return ast.Module([], [])

    monkeypatch.setattr(cell_source.ast, "parse", slow)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(cell_source.parsed, [f"x = {number}" for number in range(40)]))
    assert most == 1


STUB = released_source(MASTER.cell("one-hot"))


def own(text: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": []}


def at_the_end(document: dict) -> None:
    cell(document, "one-hot")["source"] = STUB
    document["cells"].append(own(ANSWER))


def before_the_stub(document: dict) -> None:
    stub = cell(document, "one-hot")
    stub["source"] = STUB
    document["cells"].insert(document["cells"].index(stub), own(ANSWER))


def merged_into_a_test(document: dict) -> None:
    cell(document, "test-bag")["source"] += f"\n\n{ANSWER}"
    document["cells"].remove(cell(document, "one-hot"))


def written_over_a_test(document: dict) -> None:
    cell(document, "test-one-hot")["source"] = ANSWER
    document["cells"].remove(cell(document, "one-hot"))


def copied_from_another_task(document: dict) -> None:
    answer = cell(document, "one-hot")
    answer["metadata"] = cell(document, "cost")["metadata"]


def below_a_bare_stub(document: dict) -> None:
    copy = json.loads(json.dumps(cell(document, "one-hot")))
    document["cells"].append({**copy, "source": "# YOUR CODE HERE\nraise NotImplementedError()"})


@pytest.mark.parametrize(
    "change",
    [at_the_end, before_the_stub, merged_into_a_test, written_over_a_test, copied_from_another_task, below_a_bare_stub],
)
def test_an_answer_that_stands_elsewhere_is_found_and_noted(folder, change):
    document = notebook()
    cost = source(hand_in(folder, document), "cost")
    change(document)
    submission = hand_in(folder, document)
    assert source(submission) == ANSWER
    assert source(submission, "cost") == cost
    assert submission.notes
    assert_tests_are_the_masters(submission)


def test_an_answer_just_below_the_stub_runs_there(folder):
    document = notebook()
    stub = cell(document, "one-hot")
    stub["source"] = STUB
    place = document["cells"].index(stub)
    document["cells"][place + 1 : place + 1] = [own("helper = 1"), own(ANSWER)]
    submission = hand_in(folder, document)
    ids = [step.source for step in submission.steps]
    assert ids.index(STUB.rstrip("\n")) < ids.index("helper = 1") < ids.index(ANSWER)
    assert [step.id for step in submission.steps][ids.index(ANSWER) + 1] == "test-one-hot"


def test_an_answer_is_not_replaced_by_a_later_cell_that_defines_the_name_too(folder):
    document = notebook()
    document["cells"].append(own("def one_hot(indices, depth):\n    return 'scratch'"))
    assert source(hand_in(folder, document)) == ANSWER


ENCODED = {
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "utf-32": lambda text: text.encode("utf-32"),
    "latin-1": lambda text: text.replace("'mine'", "'mine'  # ï").encode("latin-1"),
    "filled up with nothing": lambda text: text.encode() + b"\n" + bytes(4096),
    "lines without their ends": lambda text: json.dumps(
        {**json.loads(text), "cells": [c | {"source": c["source"].split("\n")} for c in json.loads(text)["cells"]]}
    ).encode(),
    "old line ends": lambda text: text.replace(r"\n", r"\r").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_what_a_transfer_did_to_the_text_is_undone(folder, name):
    (folder / "one_hot.ipynb").write_bytes(ENCODED[name](json.dumps(notebook())))
    found = read(folder)
    assert isinstance(found, Submission), found
    assert source(found).startswith(ANSWER)


@pytest.mark.parametrize(
    "name",
    [
        "one_hot.ipynb.txt",
        "one_hot.json",
        "01-one-hot/one_hot.ipynb",
        "a/b/One Hot (2).ipynb",
        "=cmd\n.ipynb",
        "-.ipynb",
    ],
)
def test_other_endings_and_folders_in_the_folder_are_searched(folder, name):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    submission = hand_in(folder, notebook(), name)
    assert source(submission) == ANSWER
    assert "was taken for one_hot.ipynb" in submission.notes[0]
    assert "\n" not in submission.notes[0]


def test_folders_in_the_folder_that_are_links_or_hidden_are_not_searched(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    for place in (outside, folder / ".ipynb_checkpoints", folder / "__MACOSX"):
        place.mkdir(exist_ok=True)
        (place / "one_hot.ipynb").write_text(json.dumps(notebook()))
    (folder / "link").symlink_to(outside)
    assert isinstance(read(folder), Quarantined)


def test_a_copy_with_answers_goes_before_the_file_as_it_was_released(folder):
    (folder / "one_hot.ipynb").write_text(handed_in(MASTER, None))
    submission = hand_in(folder, notebook(), "one_hot-Copy1.ipynb")
    assert source(submission) == ANSWER
    assert len(submission.notes) == 2


@pytest.mark.parametrize("name", ["02-vocabulary", "06-pytorch-embedding", "09-movie-reviews"])
def test_the_notebook_of_another_assignment_is_set_aside(folder, name):
    other = read_master(MASTER.folder.parent / name)
    (folder / "one_hot.ipynb").write_text(handed_in(other, None))
    found = read(folder)
    assert isinstance(found, Quarantined)
    assert MASTER.assignment in found.reason


@pytest.mark.slow
def test_every_assignment_knows_its_own_notebooks_from_those_of_the_others(folder):
    from autograder.masters import read_masters

    masters = list(read_masters(MASTER.folder.parent))
    for mine in masters:
        for other in masters:
            (folder / "one_hot.ipynb").write_text(handed_in(other, None))
            found = read_submission(folder, mine, student="student")
            assert isinstance(found, Submission if mine is other else Quarantined), (mine.assignment, other.assignment)


@pytest.mark.parametrize("part", ["[],", "{},", '{"":0},', '"a" :1,'])
def test_a_file_of_very_many_parts_is_set_aside_at_once(folder, part):
    (folder / "one_hot.ipynb").write_text('{"cells": [], "x": [' + part * 5_000_000 + "0]}")
    start = time.monotonic()
    assert "too many parts" in read(folder).reason
    assert time.monotonic() - start < 5


# written answers: nothing that a student wrote is kept from the person who grades it


def text_cell(words: str, name: str = "") -> dict:
    metadata = {"nbgrader": {"grade_id": name, "solution": True, "grade": True}} if name else {}
    return {"cell_type": "markdown", "metadata": metadata, "source": words}


def place_of(document: dict, name: str) -> int:
    return document["cells"].index(cell(document, name))


def split_in_two_cells_of_one_name(document: dict, place: int) -> None:
    document["cells"][place : place + 1] = [text_cell("First half.", "explain"), text_cell("Second half.", "explain")]


def continued_below(document: dict, place: int) -> None:
    document["cells"][place]["source"] = "First half."
    document["cells"].insert(place + 1, text_cell("Second half."))


def below_the_stub(document: dict, place: int) -> None:
    document["cells"][place]["source"] = "YOUR ANSWER HERE"
    document["cells"][place + 1 : place + 1] = [text_cell("First half."), text_cell("Second half.")]


def above_the_stub(document: dict, place: int) -> None:
    document["cells"][place]["source"] = "YOUR ANSWER HERE"
    document["cells"][place:place] = [text_cell("First half."), text_cell("Second half.")]


def in_place_of_the_cell(document: dict, place: int) -> None:
    document["cells"][place : place + 1] = [text_cell("First half."), text_cell("Second half.")]


@pytest.mark.parametrize(
    "change",
    [split_in_two_cells_of_one_name, continued_below, below_the_stub, above_the_stub, in_place_of_the_cell],
)
def test_a_written_answer_is_read_as_a_whole(folder, change):
    document = notebook()
    change(document, place_of(document, "explain"))
    submission = hand_in(folder, document)
    assert submission.answers["explain"] == "First half.\n\nSecond half."
    assert any("put together from 2 of your cells" in note for note in submission.notes)
    assert_tests_are_the_masters(submission)
    shown = shown_cells(folder, MASTER)["explain"]
    assert [each.source for each in shown] == ["First half.", "Second half."]


def test_an_unanswered_written_task_stays_unanswered(folder):
    document = notebook(explain="YOUR ANSWER HERE")
    submission = hand_in(folder, document)
    assert (submission.answers["explain"], submission.notes) == ("YOUR ANSWER HERE", ())
    del document["cells"][place_of(document, "explain")]
    submission = hand_in(folder, document)
    assert submission.answers["explain"] == ""
    assert submission.notes == ("the cell 'explain' is missing from the notebook: not answered",)


def test_a_picture_pasted_into_a_text_is_no_reason_to_set_a_file_aside(folder):
    document = notebook()
    document["cells"].insert(1, text_cell(f"![](data:image/png;base64,{'A' * 2_000_000})"))
    assert hand_in(folder, document).notes == ()
    document["cells"].insert(1, text_cell("A" * 5_000_000))
    assert hand_in(folder, document).notes == ("cell 2 is larger than 4 MB; the rest of it was left out",)


def test_imports_added_between_the_lines_of_the_set_up_cell_are_run(tmp_path):
    master = read_master(MASTER.folder.parent / "05-keras-embedding")
    document = json.loads(handed_in(master, {}))
    locked = next(c for c in document["cells"] if c["id"] == "set-up")
    lines = locked["source"].split("\n")
    assert len(lines) > 1
    locked["source"] = "\n".join([lines[0], "import math, statistics as st", "from collections import *", *lines[1:]])
    (tmp_path / f"{master.notebook}.ipynb").write_text(json.dumps(document))
    submission = read_submission(tmp_path, master, student="student")
    assert isinstance(submission, Submission)
    at = [step.id for step in submission.steps].index("set-up")
    assert source(submission, "set-up") == master.cell("set-up").source
    own = submission.steps[at + 1]
    assert (own.role, own.source) == ("student", "import math, statistics as st\nfrom collections import *")
    assert any("imports that were added to the locked cell 'set-up'" in note for note in submission.notes)


@pytest.mark.parametrize("name", [".DS_Store", "._one_hot.ipynb", ".ipynb_checkpoints/one_hot-checkpoint.ipynb"])
def test_what_programs_leave_behind_is_not_read(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("{}")
    submission = hand_in(folder, notebook())
    assert (source(submission), submission.notes) == (ANSWER, ())


def test_a_folder_that_may_not_be_entered_is_still_listed(tmp_path, monkeypatch):
    """Root may enter any folder, so the refusal is made up."""
    (tmp_path / "ada" / MASTER.assignment).mkdir(parents=True)
    (tmp_path / "bob").mkdir()
    really = os.lstat

    def refuse(path, *more, **named):
        if "ada" in str(path):
            raise PermissionError(13, "Permission denied")
        return really(path, *more, **named)

    monkeypatch.setattr(os, "lstat", refuse)
    assert [student for student, _ in submitted_students(tmp_path, MASTER.assignment)] == ["ada"]
