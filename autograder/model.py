"""The plain records that pass between intake, grading and recording; each is JSON there and back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Role = Literal["setup", "student", "test"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are wall-clock seconds unless they say otherwise."""

    call_seconds: float = 20.0
    """one call from a test into the student's code, its callbacks included"""
    cell_seconds: float = 60.0
    """one cell of the student"""
    submission_seconds: float = 600.0
    cpu_seconds: float = 300.0
    """CPU seconds of each of the two processes"""
    memory_bytes: int = 4 * 2**30
    """memory a process may take beyond what it started with"""
    output_bytes: int = 2**20
    """text and pictures that are kept of one cell; the rest is cut"""
    message_bytes: int = 64 * 2**20
    """one message between the two processes"""
    file_bytes: int = 64 * 2**20
    """all that a submission may write to its temporary folder"""
    processes: int = 64
    """processes and threads of a submission"""
    restarts: int = 16
    """how often a respondent that died is started again: the tests of every task may each cost one"""


@dataclass(frozen=True)
class Step:
    """One cell: ``setup`` runs in both processes, ``student`` in the respondent, ``test`` in the examiner."""

    id: str
    role: Role
    source: str
    points: float = 0.0
    names: tuple[str, ...] = ()
    """test: the student's names that stand in just before it runs"""
    hidden: bool = False
    """test: students do not have all of it, so nothing that it passes to their code may come back to them"""


@dataclass(frozen=True)
class Submission:
    """Everything that decides a grade, and nothing else: it can be graded on any machine.

    Secret: it holds the hidden tests. It goes to trusted workers and the examiner, never to the respondent.
    """

    student: str
    assignment: str
    notebook: str
    key: str
    """hash over the submitted file, the master, the data, the environment and the engine"""
    steps: tuple[Step, ...]
    modules: tuple[str, ...] = ()
    """what a warm process should have imported"""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """relative path -> content, laid into the working folder of both processes"""
    answers: Mapping[str, str] = field(default_factory=dict)
    """written task -> what the student wrote there, for a human to grade"""
    seed: int = 0
    limits: Limits = Limits()
    notes: tuple[str, ...] = ()
    """what intake repaired, in words a student can read"""

    def to_json(self) -> str:
        """Return one line of JSON."""
        record = asdict(self)
        record["files"] = {name: base64.b64encode(data).decode() for name, data in self.files.items()}
        return json.dumps(record)

    @classmethod
    def from_json(cls, text: str) -> Submission:
        """Read what ``to_json`` wrote."""
        record = json.loads(text)
        record["steps"] = tuple(Step(**step | {"names": tuple(step["names"])}) for step in record["steps"])
        record["files"] = {name: base64.b64decode(data) for name, data in record["files"].items()}
        record["limits"] = Limits(**record["limits"])
        record["modules"], record["notes"] = tuple(record["modules"]), tuple(record["notes"])
        return cls(**record)


@dataclass(frozen=True)
class TestResult:
    """What the examiner saw of one test cell."""

    __test__ = False  # not a test class of pytest

    id: str
    status: Literal["passed", "partial", "failed", "not run"]
    points: float
    max_points: float
    message: str = ""
    """for the student: the author's own words, never a value from the grading run"""
    detail: str = ""
    """for the instructor only: the traceback, values included"""
    seconds: float = 0.0


@dataclass(frozen=True)
class CellResult:
    """How one of the student's cells (or a set-up cell) ran in the respondent."""

    id: str
    status: Literal["ok", "error", "killed", "not run"]
    message: str = ""
    """for the student: built-in exception type and line, no more"""
    detail: str = ""
    """for the instructor only"""
    outputs: tuple[dict[str, Any], ...] = ()
    """nbformat outputs of the grading run, size-capped; for the instructor only"""
    seconds: float = 0.0


@dataclass(frozen=True)
class Result:
    """What grading one submission found. ``failed``: the engine could not grade it, so no points."""

    student: str
    assignment: str
    notebook: str
    key: str
    status: Literal["graded", "failed"]
    reason: str = ""
    tests: tuple[TestResult, ...] = ()
    cells: tuple[CellResult, ...] = ()
    notes: tuple[str, ...] = ()
    rung: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    restarts: int = 0

    @property
    def points(self) -> float:
        """Points earned by tests."""
        return sum(test.points for test in self.tests)

    @property
    def max_points(self) -> float:
        """Points that tests can give."""
        return sum(test.max_points for test in self.tests)

    def to_json(self) -> str:
        """Return one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Read what ``to_json`` wrote."""
        record = json.loads(text)
        record["tests"] = tuple(TestResult(**test) for test in record["tests"])
        record["cells"] = tuple(CellResult(**cell | {"outputs": tuple(cell["outputs"])}) for cell in record["cells"])
        record["notes"] = tuple(record["notes"])
        return cls(**record)
