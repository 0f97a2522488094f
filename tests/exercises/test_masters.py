"""Every exercise says what it gives, asks for a written answer, and comes with right and wrong solutions."""

import ast
import json
import re
from pathlib import Path

import pytest

from autograder.masters import Master, read_masters
from autograder.source import python_of

ROOT = Path(__file__).resolve().parents[2]
MASTERS = list(read_masters(ROOT / "solutions"))
# the numbers and names of the chapters are fixed, so that a chapter and its exercise are found together
ASSIGNMENTS = {
    "01-one-hot",
    "02-vocabulary",
    "03-embedding-matrix",
    "04-gradients",
    "05-keras-embedding",
    "06-pytorch-embedding",
    "07-two-frameworks",
    "08-ten-documents",
    "09-movie-reviews",
    "10-three-uses",
    "11-word2vec",
    "12-neighbours",
    "13-tsne",
    "14-bias",
    "15-categories",
    "16-large-tables",
    "17-context",
    "18-chinese-text",
}
FAILS = re.compile(r"^# fails: (.+)$", re.MULTILINE)
TITLE = re.compile(r"^# %% (\S+)$", re.MULTILINE)

every_master = pytest.mark.parametrize("master", MASTERS, ids=[master.assignment for master in MASTERS])


def tasks(master: Master) -> list[tuple[str, float, float]]:
    """The title of each task, the points its heading names, and the points of the cells below it."""
    found: list[tuple[str, float, float]] = []
    for cell in master.cells:
        heading = re.search(r"^## (\d+\. .+) \((\d+) points?\)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            found.append((heading[1], float(heading[2]), 0))
        elif cell.points:
            title, named, summed = found[-1]
            found[-1] = (title, named, summed + cell.points)
    return found


def test_the_first_two_exercises_exist() -> None:
    assert {"01-one-hot", "03-embedding-matrix"} <= {master.assignment for master in MASTERS}


def test_the_course_begins_with_one_hot() -> None:
    first = next(cell for cell in MASTERS[0].cells if cell.role == "solution")
    function = next(node for node in ast.parse(first.source).body if isinstance(node, ast.FunctionDef))
    assert (MASTERS[0].assignment, MASTERS[0].notebook) == ("01-one-hot", "one_hot")
    assert (function.name, [argument.arg for argument in function.args.args]) == ("one_hot", ["indices", "depth"])


@every_master
def test_folder_and_notebook_have_the_name_of_the_chapter(master: Master) -> None:
    assert master.assignment in ASSIGNMENTS
    assert master.notebook == master.assignment[3:].replace("-", "_")


@every_master
def test_points_in_the_text_are_the_points_that_are_given(master: Master) -> None:
    wrong = [f"{title}: heading {named}, cells {summed}" for title, named, summed in tasks(master) if named != summed]
    assert wrong == []
    assert sum(named for _, named, _ in tasks(master)) == master.points


@every_master
def test_the_table_at_the_top_lists_the_tasks(master: Master) -> None:
    rows = re.findall(r"^\| (\d+\. .+?) \| (\d+) \|$", master.cells[0].source, re.MULTILINE)
    listed = [(title.lower(), float(points)) for title, points in rows]
    assert listed == [(title.lower(), points) for title, points, _ in tasks(master)]


@every_master
def test_tasks_are_numbered_in_order(master: Master) -> None:
    numbers = [int(title.partition(".")[0]) for title, _, _ in tasks(master)]
    assert numbers == list(range(1, len(numbers) + 1))


@every_master
def test_a_person_reads_one_answer_and_is_told_what_to_look_for(master: Master) -> None:
    written = [number for number, cell in enumerate(master.cells) if cell.role == "written"]
    assert written
    for number in written:
        assert "A person reads this." in master.cells[number - 1].source


@every_master
def test_each_solution_has_a_docstring_and_a_visible_and_a_hidden_test(master: Master) -> None:
    graded = [cell for cell in master.cells if cell.role in ("solution", "test")]
    for number, cell in enumerate(graded):
        if cell.role == "solution":
            functions = [node for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef)]
            assert functions
            assert [function.name for function in functions if not ast.get_docstring(function)] == []
            visible, hidden = graded[number + 1 : number + 3]
            assert (visible.role, hidden.role) == ("test", "test"), cell.id
            assert (visible.has_hidden_tests, hidden.has_hidden_tests) == (False, True), cell.id


@every_master
def test_every_assertion_has_a_message(master: Master) -> None:
    for cell in master.cells:
        if cell.role == "test":
            asserts = [node for node in ast.walk(ast.parse(python_of(cell.source))) if isinstance(node, ast.Assert)]
            assert [ast.unparse(node) for node in asserts if node.msg is None] == [], cell.id


@every_master
def test_a_test_cell_binds_no_name_of_the_student(master: Master) -> None:
    exported = {name for cell in master.cells if cell.role == "solution" for name in cell.bound_names}
    for cell in master.cells:
        if cell.role == "test":
            assert exported.isdisjoint(cell.bound_names), cell.id


@every_master
def test_wrong_and_accepted_solutions(master: Master) -> None:
    wrong = {path.name: path.read_text(encoding="utf-8") for path in (master.folder / "wrong").glob("*.py")}
    accepted = {path.name: path.read_text(encoding="utf-8") for path in (master.folder / "accepted").glob("*.py")}
    assert len(wrong) >= 8
    assert len(accepted) >= 4
    solutions = {cell.id for cell in master.cells if cell.role == "solution"}
    tests = {cell.id for cell in master.cells if cell.role == "test"}
    for name, text in {**wrong, **accepted}.items():
        assert text.startswith("# "), f"{name} must begin by saying in words what is different"
        assert set(TITLE.findall(text)) <= solutions, name
        assert TITLE.findall(text), name
    for name, text in wrong.items():
        named = {test.strip() for line in FAILS.findall(text) for test in line.split(",")}
        assert named, f"{name} must name the test cells that fail"
        assert named <= tests, name
    assert [name for name, text in accepted.items() if FAILS.search(text)] == []


@every_master
def test_every_hidden_test_is_needed_by_a_wrong_solution(master: Master) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (master.folder / "wrong").glob("*.py")]
    named = {test.strip() for text in texts for line in FAILS.findall(text) for test in line.split(",")}
    hidden = {cell.id for cell in master.cells if cell.role == "test" and cell.has_hidden_tests}
    assert hidden - named == set()


@every_master
def test_the_release_has_the_cells_of_the_master_and_no_hidden_test(master: Master) -> None:
    path = ROOT / "exercises" / master.assignment / f"{master.notebook}.ipynb"
    released = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert len(released) == len(master.cells)
    text = "\n".join("".join(cell["source"]) for cell in released)
    assert "HIDDEN TESTS" not in text
    assert "BEGIN SOLUTION" not in text
