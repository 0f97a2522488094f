"""Run many variations of a master's reference solution through the real grader, warm and in parallel."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType

from autograder.check.lint import globals_of
from autograder.grading import Conductor, grade
from autograder.masters import Master, MasterCell
from autograder.model import Limits, Result, Step, Submission
from autograder.preload import modules_of, reference
from autograder.processes import ProcessServer
from autograder.sandbox import choose_rung
from autograder.source import python_of

VISIBLE = " (visible part)"
"""added to the id of a test cell whose visible part is also run by itself"""


class Bench:
    """One warm process server for an assignment, and threads that drive it. Use as a context manager."""

    def __init__(self, master: Master, workers: int):
        self.master, self.limits = master, Limits()
        rung = choose_rung()
        self.modules = modules_of(master, self.limits, rung)
        self.server = ProcessServer(self.modules, self.limits, rung=rung)
        self.pool = ThreadPoolExecutor(workers)
        self.reference = reference(master, self.limits)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pool.shutdown(cancel_futures=True)
        self.server.close()

    def grade(self, submissions: Iterable[Submission]) -> list[Result]:
        """Grade all of them; results in the same order."""
        return list(self.pool.map(lambda submission: grade(submission, self.server), submissions))

    def memory(self) -> tuple[Result, int]:
        """Grade the reference; also return the bytes of memory that its respondent had at most."""
        conductor = Conductor(self.reference, self.server)
        result = conductor.run()
        ended = conductor.respondents[0].wait(10)
        return result, ended.max_rss_bytes if ended else 0

    def variant(self, sources: Mapping[str, str], name: str) -> Submission:
        """The reference with some solution cells replaced."""
        steps = tuple(replace(step, source=sources.get(step.id, step.source)) for step in self.reference.steps)
        return replace(self.reference, student=name, key=name, steps=steps)

    def mutant(self, cell: str, source: str, call_seconds: float) -> Submission:
        """The reference with one cell replaced, and of the tests those that the change can reach."""
        tests = reached(self.master, cell)
        steps: list[Step] = []
        for step in self.reference.steps:
            if step.id == cell:
                steps.append(replace(step, source=source))
            elif step.role != "test":
                steps.append(step)
            elif step.id in tests:
                test = self.master.cell(step.id)
                if test.has_hidden_tests:
                    steps.append(replace(step, id=step.id + VISIBLE, source=test.visible_source))
                steps.append(step)
        while steps and steps[-1].role != "test":
            steps.pop()
        limits = replace(self.limits, call_seconds=call_seconds, cell_seconds=max(call_seconds, 10.0))
        return replace(self.reference, student=cell, key=cell, steps=tuple(steps), limits=limits)

    def visible(self) -> Submission:
        """The reference with the visible tests alone, as a student has them."""
        parts = {cell.id: cell.visible_source for cell in self.master.cells if cell.role == "test"}
        return self.variant(parts, "visible")

    def alone(self, test: str, seed: int) -> Submission:
        """The reference with one test cell and no other."""
        steps = tuple(step for step in self.reference.steps if step.role != "test" or step.id == test)
        return replace(self.reference, key=f"alone {seed}", steps=steps, seed=seed)

    def shuffled(self, seed: int) -> Submission:
        """The reference with its tests in a random order, each after the cells it needs, before those are redefined."""
        chance = random.Random(seed)
        steps: list[Step] = []
        for segment in segments(self.reference.steps, self.master):
            tests = [step for step in segment if step.role == "test"]
            chance.shuffle(tests)
            steps += [step for step in segment if step.role != "test"] + tests
        return replace(self.reference, key=f"shuffled {seed}", steps=tuple(steps), seed=seed)


def segments(steps: Iterable[Step], master: Master) -> Iterator[list[Step]]:
    """Cut the steps before each cell that binds a name again: across such a cell no test may be moved."""
    bound: set[str] = set()
    segment: list[Step] = []
    for step in steps:
        if step.role != "test":
            names = set(master.cell(step.id).bound_names)
            if names & bound or _does_more_than_bind(master.cell(step.id)):
                yield segment
                segment = []
            bound |= names
        segment.append(step)
    yield segment


def reached(master: Master, cell_id: str) -> set[str]:
    """Return the tests that a change of this solution cell can reach: after it, and using what depends on it."""
    start = next(number for number, cell in enumerate(master.cells) if cell.id == cell_id)
    changed = set(master.cells[start].bound_names)
    everything = not changed or _does_more_than_bind(master.cells[start])
    found = set()
    for cell in master.cells[start + 1 :]:
        if cell.role in ("solution", "setup") and changed & globals_of(cell):
            changed |= set(cell.bound_names)
            everything = everything or _does_more_than_bind(cell)
        elif cell.role == "test" and (everything or changed & (set(master.stand_ins(cell)) | globals_of(cell))):
            found.add(cell.id)
    return found


def _does_more_than_bind(cell: MasterCell) -> bool:
    """Whether a cell does something at top level that can change objects of other cells."""
    harmless = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)
    return any(
        not isinstance(node, harmless) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in ast.parse(python_of(cell.source)).body
    )
