"""Judge one assignment: what must hold of its reference, release, variants, mutants and tests."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.check import oneprocess
from autograder.check.bench import VISIBLE, Bench, reached
from autograder.check.leaks import leaks
from autograder.check.lint import Finding, globals_of, lint, task_of
from autograder.check.mutants import EquivalentsError, Key, Mutant, mutants_of, read_equivalents, sample
from autograder.intake import released_source
from autograder.masters import Master, MasterError, read_master
from autograder.model import Result, Submission
from autograder.source import python_of
from autograder.variants import Variant, read_variants

MUST_KILL = 0.95
"""share of the mutants of an assignment that its hidden tests must tell from the reference"""
RUNS = 200
"""runs of the reference in a full check, none of which may fail"""
REFERENCE = "the reference"
EMPTY = ("an empty array", "a pair of empty arrays", "three empty arrays")
"""results that broadcast against anything: of their numbers, none at all, every comparison holds"""


@dataclass(frozen=True)
class Verdict:
    """What the tests said of one mutant."""

    mutant: Mutant
    hidden: tuple[str, ...]
    """test cells with hidden tests that it failed"""
    visible: tuple[str, ...]
    """test cells whose visible part it failed"""
    reason: str = ""
    """why it is listed as equivalent"""

    @property
    def killed(self) -> bool:
        """Whether any test sees the mistake."""
        return bool(self.hidden or self.visible)


@dataclass(frozen=True)
class Task:
    """One row of the table: a solution cell, its tests and what they see."""

    id: str
    points: float
    tests: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    """without the mutants listed as equivalent"""
    wrong: int
    """wrong variants of this task"""
    seconds: float
    """its solution cell and its tests, on the reference"""

    @property
    def hidden(self) -> int:
        """How many mutants hidden tests kill."""
        return sum(bool(verdict.hidden) for verdict in self.verdicts)

    @property
    def visible(self) -> int:
        """How many mutants visible tests kill already."""
        return sum(bool(verdict.visible) for verdict in self.verdicts)


@dataclass
class Report:
    """All that was found about one assignment."""

    assignment: str
    findings: list[Finding] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    equivalents: list[Verdict] = field(default_factory=list)
    variants: list[tuple[Variant, frozenset[str]]] = field(default_factory=list)
    """each variant with the test cells it failed"""
    points: float = 0.0
    earned: float = 0.0
    released: float = 0.0
    visible_points: float = 0.0
    """what the reference earns with the visible tests alone"""
    mutants: int = 0
    """how many there are; fewer are run in a sample"""
    runs: int = 0
    failures: int = 0
    emptied: int = 0
    """functions that were made to return empty arrays"""
    cell_seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    seconds: float = 0.0
    mutant_seconds: float = 0.0
    rung: str = ""

    @property
    def verdicts(self) -> list[Verdict]:
        """The mutants that were run, without those listed as equivalent."""
        return [verdict for task in self.tasks for verdict in task.verdicts]

    @property
    def survivors(self) -> list[Verdict]:
        """Mutants that no hidden test sees and that are not listed as equivalent."""
        return [verdict for verdict in self.verdicts if not verdict.hidden]

    @property
    def kill_rate(self) -> float:
        """Share of the mutants that hidden tests kill; 1 where there is no mutant."""
        return 1 - len(self.survivors) / len(self.verdicts) if self.verdicts else 1.0

    @property
    def per_minute(self) -> float:
        """Mutants graded a minute."""
        return 60 * (len(self.verdicts) + len(self.equivalents)) / self.mutant_seconds if self.mutant_seconds else 0.0

    @property
    def faults(self) -> list[Finding]:
        """Broken contracts."""
        return [finding for finding in self.findings if finding.level == "fault"]

    @property
    def ok(self) -> bool:
        """Whether every contract holds."""
        return not self.faults


def check(
    folder: Path, exercises: Path, *, count: int | None, full: bool, workers: int, readable: tuple[Path, ...]
) -> Report:
    """Check the assignment in ``solutions/<assignment>``.

    count: size of the sample of mutants, None for all
    full: as many runs of the reference as a release needs, instead of a few
    readable: what readers get beside exercises/, for the search for leaks
    """
    start = time.perf_counter()
    report = Report(folder.name)
    try:
        master = read_master(folder)
        variants = read_variants(master)
        equivalents = read_equivalents(folder)
        report.findings += lint(master)
        report.findings += leaks(master, exercises, *readable)
    except (MasterError, EquivalentsError, SyntaxError) as error:
        report.findings.append(Finding(folder.name, str(error)))
        return report
    with Bench(master, workers) as bench:
        results = _contracts(report, master, bench, variants)
        if report.earned == report.points:  # mutants of a reference that fails say nothing
            _steadiness(report, master, bench, full)
            _empty_results(report, master, bench)
            verdicts = _mutants(report, master, bench, equivalents, count)
            _tasks(report, master, variants, verdicts)
        sources: dict[Any, dict[str, str]] = {REFERENCE: {}} | {place(variant): variant.sources for variant in variants}
        _agreement(report, bench, sources, results)
    report.seconds = time.perf_counter() - start
    return report


def failed(result: Result) -> frozenset[str]:
    """Return the test cells that did not give all their points."""
    return frozenset(test.id for test in result.tests if test.points < test.max_points)


def _why(result: Result, test_id: str) -> str:
    test = next(test for test in result.tests if test.id == test_id)
    last = test.detail.strip().splitlines()[-1:] or [""]
    return f"{test.message or test.status} [{last[0][:160]}]" if last[0] else test.message or test.status


def place(variant: Variant) -> str:
    """Return the name of a variant's file."""
    return f"{variant.kind}/{variant.name}.py"


def _contracts(report: Report, master: Master, bench: Bench, variants: list[Variant]) -> dict[str, Result]:
    """Reference, untouched release, visible tests alone, accepted and wrong variants; return the results by name."""
    reference, report.memory = bench.memory()
    report.rung = reference.rung
    report.points, report.earned = reference.max_points, reference.points
    report.cell_seconds = {cell.id: cell.seconds for cell in reference.cells}
    report.cell_seconds |= {test.id: test.seconds for test in reference.tests}
    for cell in reference.cells:
        if cell.status != "ok":
            report.findings.append(Finding(cell.id, f"the reference stops here: {cell.message} {cell.detail[-300:]}"))
    for test_id in sorted(failed(reference)):
        report.findings.append(Finding(test_id, f"the reference solution fails: {_why(reference, test_id)}"))
    untouched = {cell.id: released_source(cell) for cell in master.cells if cell.role in ("solution", "written")}
    others = [bench.variant(untouched, "untouched release"), bench.visible()]
    others += [bench.variant(variant.sources, variant.name) for variant in variants]
    released, visible, *results = bench.grade(others)
    report.released, report.visible_points = released.points, visible.points
    for test in released.tests:
        if test.points:
            report.findings.append(Finding(test.id, f"the untouched release gets {test.points:g} points here"))
    for test_id in sorted(failed(visible) - failed(reference)):
        report.findings.append(Finding(test_id, f"without its hidden part it fails: {_why(visible, test_id)}"))
    for variant, result in zip(variants, results, strict=True):
        lost = failed(result)
        report.variants.append((variant, lost))
        for test_id in sorted(lost - variant.fails):
            words = "a right solution fails" if variant.kind == "accepted" else "it fails a test it does not name:"
            report.findings.append(Finding(place(variant), f"{words} {test_id}: {_why(result, test_id)}"))
        for test_id in sorted(variant.fails - lost):
            report.findings.append(
                Finding(place(variant), f"a wrong solution passes {test_id}, which it says it fails")
            )
    tests = {cell.id for cell in master.cells if cell.role == "test"}
    needed = {test_id for variant in variants for test_id in variant.fails}
    for test_id in sorted(tests - needed):
        report.findings.append(Finding(test_id, "no file of wrong/ fails it", "remark"))
    if not any(variant.kind == "accepted" for variant in variants):
        report.findings.append(
            Finding(master.assignment, "accepted/ is empty: nothing shows that other ways pass", "remark")
        )
    return {REFERENCE: reference} | dict(zip(map(place, variants), results, strict=True))


def _steadiness(report: Report, master: Master, bench: Bench, full: bool) -> None:
    """Each test alone and all in other orders, with other seeds: a right solution never fails."""
    tests = [cell.id for cell in master.cells if cell.role == "test"]
    repeats = 10 if full else 2
    plan: list[tuple[str, Submission]] = [
        (f"alone, seed {seed}", bench.alone(test, seed)) for seed in range(1, repeats + 1) for test in tests
    ]
    orders = max(repeats, RUNS - len(plan)) if full else 6
    plan += [(f"in another order, seed {seed}", bench.shuffled(seed)) for seed in range(1001, 1001 + orders)]
    report.runs = len(plan)
    found: dict[str, list[str]] = {}
    for (how, _), result in zip(plan, bench.grade(submission for _, submission in plan), strict=True):
        lost = failed(result)
        report.failures += bool(lost)
        for test_id in lost:
            found.setdefault(test_id, []).append(f"{how}: {_why(result, test_id)}")
    alone = {test: [h for h in found.get(test, []) if h.startswith("alone")] for test in tests}
    for test_id, hows in found.items():
        if len(alone[test_id]) == repeats:
            words = f"it needs another test cell: it never passes {alone[test_id][0]}"
        else:
            words = f"flaky: the reference failed it in {len(hows)} of {len(plan)} runs; {hows[0]}"
        report.findings.append(Finding(test_id, words))


def _empty_results(report: Report, master: Master, bench: Bench) -> None:
    """Let functions return empty arrays: every hidden test that calls one must fail."""
    rounds = _apart(master)
    report.emptied = sum(map(len, rounds))
    plan = [(functions, number) for functions in rounds for number in range(len(EMPTY))]
    results = bench.grade(_emptied(master, bench, functions, number) for functions, number in plan)
    for (functions, number), result in zip(plan, results, strict=True):
        for test in (cell for cell in master.cells if cell.has_hidden_tests and cell.id not in failed(result)):
            for name in sorted(globals_of(test) & set(functions.values())):
                words = f"it passes where {name} returns {EMPTY[number]}: ask for the shape before the numbers"
                report.findings.append(Finding(test.id, words))


def _apart(master: Master) -> list[dict[str, str]]:
    """Share out the functions of the solution, into few parts: in none do two of them reach the same test."""
    parts: list[dict[str, str]] = []  # cell -> its function
    tests = {cell.id: reached(master, cell.id) for cell in master.cells if cell.role == "solution"}
    for cell, own in tests.items():
        for node in ast.parse(python_of(master.cell(cell).source)).body:
            if isinstance(node, ast.FunctionDef):
                free = [part for part in parts if cell not in part and all(own.isdisjoint(tests[c]) for c in part)]
                if not free:
                    parts.append({})
                (free or parts)[-1][cell] = node.name
    return parts


def _emptied(master: Master, bench: Bench, functions: dict[str, str], number: int) -> Submission:
    """Return the reference with some functions that return empty arrays, by their place in ``EMPTY``."""
    value = ("empty", "(empty, empty)", "(empty, empty, empty)")[number]
    body = f"    import numpy\n    empty = numpy.zeros((0, 1, 1))\n    return {value}\n"
    sources = {
        cell: f"{master.cell(cell).source}\n\n\ndef {name}(*arguments, **options):\n{body}"
        for cell, name in functions.items()
    }
    return bench.variant(sources, f"{', '.join(functions.values())}: {EMPTY[number]}")


def _mutants(
    report: Report, master: Master, bench: Bench, equivalents: dict[Key, str], count: int | None
) -> dict[str, list[Verdict]]:
    """Grade the mutants, compare with the list of equivalents; return the verdicts on the others by solution cell."""
    every = mutants_of(master)
    report.mutants = len(every)
    for key in equivalents.keys() - {mutant.key for mutant in every}:
        words = f"no such mutant any more: {key.cell}, {key.operator}: {key.original!r} -> {key.replacement!r}"
        report.findings.append(Finding("equivalents.toml", words))
    listed = [mutant for mutant in every if mutant.key in equivalents]
    chosen = sample((mutant for mutant in every if mutant.key not in equivalents), count)
    call_seconds = _call_seconds(report, bench)
    start = time.perf_counter()
    results = bench.grade(bench.mutant(mutant.cell, mutant.source, call_seconds) for mutant in [*chosen, *listed])
    report.mutant_seconds = time.perf_counter() - start
    for number, mutant in enumerate(listed, len(chosen)):
        if failed(results[number]):  # a busy machine may need the longer limit
            patient = bench.mutant(mutant.cell, mutant.source, bench.limits.call_seconds)
            (results[number],) = bench.grade([patient])
    hidden = {cell.id for cell in master.cells if cell.has_hidden_tests}
    verdicts: dict[str, list[Verdict]] = {}
    for mutant, result in zip([*chosen, *listed], results, strict=True):
        lost = failed(result)
        seen = {name.removesuffix(VISIBLE) for name in lost if name.endswith(VISIBLE) or name not in hidden}
        verdict = Verdict(mutant, tuple(sorted(lost & hidden)), tuple(sorted(seen)), equivalents.get(mutant.key, ""))
        if mutant.key not in equivalents:
            verdicts.setdefault(mutant.cell, []).append(verdict)
            continue
        report.equivalents.append(verdict)
        if verdict.killed:
            by = ", ".join(sorted(lost))
            words = f"listed as equivalent, but {by} can see it: {mutant.cell}: {mutant.key.replacement!r}"
            report.findings.append(Finding("equivalents.toml", words))
    return verdicts


def _tasks(report: Report, master: Master, variants: list[Variant], verdicts: dict[str, list[Verdict]]) -> None:
    """Make the rows of the table; say where hidden tests are too weak."""
    tests_of: dict[str, list[str]] = {cell.id: [] for cell in master.cells if cell.role == "solution"}
    for test, task in task_of(master).items():
        tests_of.setdefault(task, []).append(test)
    for task, tests in tests_of.items():
        wrong = [variant for variant in variants if variant.kind == "wrong" and task in variant.sources]
        seconds = sum(report.cell_seconds.get(name, 0.0) for name in (task, *tests))
        points = sum(master.cell(test).points for test in tests)
        row = Task(task, points, tuple(tests), tuple(verdicts.get(task, ())), len(wrong), seconds)
        report.tasks.append(row)
        hidden = {test for test in tests if master.cell(test).has_hidden_tests}
        only_hidden = [v for v in row.verdicts if v.hidden and not v.visible]
        caught_by_hidden = [v for v in wrong if v.fails & hidden and not v.fails - hidden]
        if hidden and not only_hidden and not caught_by_hidden:
            words = "its hidden tests add nothing: the visible tests see every mistake that they see"
            report.findings.append(Finding(task, words, "remark"))
    if report.kill_rate < MUST_KILL:
        words = f"hidden tests kill {report.kill_rate:.1%} of the mutants, and must kill {MUST_KILL:.0%}"
        report.findings.append(Finding(master.assignment, words))
    for verdict in report.survivors:
        key = verdict.mutant.key
        what = f"{key.operator}: {key.original!r} -> {key.replacement!r}"
        if verdict.killed:
            words = f"only {', '.join(verdict.visible)}, which students see, kills {what}"
            report.findings.append(Finding(key.cell, words, "remark"))
        else:
            words = f"a mutant survives all tests: {what}; test it, or list it in equivalents.toml"
            report.findings.append(Finding(key.cell, words))


def _agreement(report: Report, bench: Bench, sources: dict[str, dict[str, str]], two: dict[str, Result]) -> None:
    """Two processes and one process give the reference and each variant the same points."""
    found: dict[str, list[Finding]] = {name: [] for name in sources}
    for seconds in (_call_seconds(report, bench), bench.limits.call_seconds):  # a busy machine may need the longer
        limits = replace(bench.limits, call_seconds=seconds)
        submissions = [replace(bench.variant(sources[name], name), limits=limits) for name in found]
        ones = oneprocess.run(submissions, bench.modules) if submissions else []
        differ = {name: list(_differences(name, two[name], one)) for name, one in zip(found, ones, strict=True)}
        found = {name: findings for name, findings in differ.items() if findings}
    for findings in found.values():
        report.findings += findings


def _differences(name: str, result: Result, one: dict[str, Any]) -> Iterator[Finding]:
    for test in result.tests:
        points = one["points"].get(test.id)
        if points is None and name != REFERENCE:
            continue  # the variant ended the one process; in two, it was started again
        if points != test.points:
            here = "does not come to this cell" if points is None else f"gets {points:g} points"
            words = f"{name} {here} in one process, {test.points:g} in two: {test.message}"
            yield Finding(test.id, words)
    if name == REFERENCE:
        for test_id, value in one["values"].items():
            yield Finding(
                test_id, f"its last value is {value}, which nbgrader takes for a score; end with an assertion"
            )


def _call_seconds(report: Report, bench: Bench) -> float:
    """Long enough for any call of the reference, short enough for many endless loops."""
    slowest = max(report.cell_seconds.values(), default=0.0)
    return min(bench.limits.call_seconds, max(2.0, 20 * slowest))
