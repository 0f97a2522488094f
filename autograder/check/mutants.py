"""Mutants of a reference solution: one small mistake each, with a name that stays the same from run to run."""

from __future__ import annotations

import ast
import difflib
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import libcst as cst

from autograder.check.operators import changes
from autograder.masters import Master, MasterCell
from autograder.source import python_of


@dataclass(frozen=True, order=True)
class Key:
    """What a mutant is called in ``equivalents.toml``."""

    cell: str
    operator: str
    original: str
    """the lines that the operator changed, without their indent"""
    replacement: str
    occurrence: int = 1
    """which one, where the same change can be made to several equal lines of a cell"""

    def to_toml(self, reason: str) -> str:
        """Return the entry that lists this mutant as equivalent."""
        lines = ["[[equivalent]]", f"cell = {_toml(self.cell)}", f"operator = {_toml(self.operator)}"]
        lines += [f"original = {_toml(self.original)}", f"replacement = {_toml(self.replacement)}"]
        if self.occurrence > 1:
            lines.append(f"occurrence = {self.occurrence}")
        return "\n".join([*lines, f"reason = {_toml(reason)}"])


@dataclass(frozen=True)
class Mutant:
    """One solution cell with one mistake in it."""

    key: Key
    source: str
    diff: str

    @property
    def cell(self) -> str:
        """The grade_id of the solution cell."""
        return self.key.cell

    @property
    def rank(self) -> str:
        """An order that has nothing to do with the code's, so that the first n are a fair and fixed sample."""
        return hashlib.sha256(repr(self.key).encode()).hexdigest()


class EquivalentsError(ValueError):
    """``equivalents.toml`` cannot be read; the message says where and why."""


def mutants_of(master: Master) -> list[Mutant]:
    """Return the mutants of all solution cells: those that compile, each meaning once."""
    return [mutant for cell in master.cells if cell.role == "solution" for mutant in mutants_of_cell(cell)]


def mutants_of_cell(cell: MasterCell) -> list[Mutant]:
    """Return the mutants of one solution cell. Only lines between the solution's markers are changed."""
    original = python_of(cell.source)
    module = cst.parse_module(original)
    mine = solution_lines(original)
    seen = {ast.dump(ast.parse(original))}
    count: Counter[Key] = Counter()
    found = []
    for operator, old, new in changes(module):
        changed = (new if old is module else module.deep_replace(old, new)).code  # type: ignore[union-attr, attr-defined]
        try:
            tree = ast.parse(changed)
            compile(changed, "<mutant>", "exec")
        except (SyntaxError, ValueError):
            continue  # stillborn
        meaning = ast.dump(tree)
        start, before, after = _hunk(original, changed)
        inside = set(range(start, start + max(1, len(before)))) <= mine
        if meaning in seen or not inside:
            continue
        seen.add(meaning)
        key = Key(cell.id, operator, _text(before), _text(after))
        count[key] += 1
        key = Key(key.cell, key.operator, key.original, key.replacement, count[key])
        lines = difflib.unified_diff(original.splitlines(), changed.splitlines(), "reference", "mutant", "", "", 2, "")
        found.append(Mutant(key, changed, "\n".join(list(lines)[2:])))
    return found


def sample(mutants: Iterable[Mutant], count: int | None) -> list[Mutant]:
    """Return ``count`` of the mutants (all for None), always the same ones, in the order of the code."""
    every = list(mutants)
    chosen = {mutant.key for mutant in sorted(every, key=lambda mutant: mutant.rank)[:count]}
    return [mutant for mutant in every if mutant.key in chosen]


def read_equivalents(folder: Path) -> dict[Key, str]:
    """Read ``equivalents.toml`` of an assignment, if it has one: mutant -> why no test can see it."""
    path = folder / "equivalents.toml"
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
        found = {}
        for number, entry in enumerate(entries, 1):
            reason = str(entry.pop("reason", "")).strip()
            if not reason:
                raise EquivalentsError(f"{path}: entry {number} gives no reason that a reviewer could check")
            entry["original"], entry["replacement"] = (
                _text(entry[n].splitlines()) for n in ("original", "replacement")
            )
            key = Key(**entry)
            if key in found:
                raise EquivalentsError(f"{path}: entry {number} is there twice")
            found[key] = reason
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        raise EquivalentsError(
            f"{path}: {error}; an entry is [[equivalent]] with cell, operator, original, replacement, reason"
        ) from None
    return found


def solution_lines(source: str) -> set[int]:
    """Return the numbers (from 0) of the lines between solution markers; of all lines where there are no markers."""
    lines, inside, found = source.splitlines(), False, set()
    for number, line in enumerate(lines):
        if "BEGIN SOLUTION" in line:
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif inside:
            found.add(number)
    return found if "BEGIN SOLUTION" in source else set(range(len(lines)))


def _hunk(old: str, new: str) -> tuple[int, list[str], list[str]]:
    """The first changed line, and the changed lines before and after."""
    a, b = old.splitlines(), new.splitlines()
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, a[start : len(a) - end], b[start : len(b) - end]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.strip() for line in lines if line.strip())


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'
