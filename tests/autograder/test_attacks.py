"""The red-team corpus: no attack gains a point, learns a hidden test, or takes another task's points with it.

Each file in attacks/ is a solution cell of 01-one-hot with its verdict in the first lines: the test cells that it must
not pass, and one of another task that it must not hurt.
"""

import re
from dataclasses import replace
from pathlib import Path

import jupytext
import pytest

from autograder.grading import grade
from autograder.masters import read_master
from autograder.model import Limits
from autograder.preload import modules_of, reference
from autograder.processes import ProcessServer
from autograder.sandbox import SandboxError, choose_rung

pytestmark = pytest.mark.slow

MASTER = read_master(Path(__file__).parents[2] / "solutions" / "01-one-hot")
ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*.py"))
LIMITS = Limits(call_seconds=3, cell_seconds=5, submission_seconds=90, cpu_seconds=30, memory_bytes=2**30)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    try:
        rung = choose_rung()
    except SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")
    modules = modules_of(MASTER, LIMITS, rung, cache=tmp_path_factory.mktemp("modules"))
    with ProcessServer(modules, LIMITS, rung=rung) as made:
        yield made
        assert made.alive, "an attack brought the process server down"


def listed(text: str, what: str) -> list[str]:
    found = re.search(rf"^# {what}:(.*)$", text, re.MULTILINE)
    return [part.strip() for part in found.group(1).split(",") if part.strip()]


def test_the_corpus_is_large_and_of_many_kinds():
    kinds = {listed(path.read_text(), "kind")[0] for path in ATTACKS}
    assert len(ATTACKS) >= 50
    assert len(kinds) >= 7


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_attack(path, server):
    text = path.read_text()
    cells = jupytext.reads(text, fmt="py:percent").cells
    own = {cell.metadata["title"]: cell.source for cell in cells if cell.metadata.get("title")}
    submission = reference(MASTER, LIMITS)
    steps = tuple(replace(step, source=own.get(step.id, step.source)) for step in submission.steps)
    result = grade(replace(submission, steps=steps), server)
    tests = {test.id: test for test in result.tests}
    for name in listed(text, "must not pass"):
        assert tests[name].points == 0, f"the attack won {name}"
    for name in listed(text, "must pass"):
        assert tests[name].status == "passed", tests[name].message + tests[name].detail
    for each in (*result.tests, *result.cells):
        assert "SECRET" not in each.message, "an attack wrote into what students read"
    assert result.max_points == sum(cell.points for cell in MASTER.cells if cell.role == "test")


def test_the_next_submission_is_graded_as_if_nothing_had_happened(server):
    result = grade(reference(MASTER, LIMITS), server)
    assert result.points == result.max_points
