"""Read ``accepted/`` and ``wrong/``: other solutions of an assignment, with the tests that each must fail."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jupytext

from autograder.intake import released_source
from autograder.masters import Master, MasterError


@dataclass(frozen=True)
class Variant:
    """One other solution: the cells it replaces; every cell it does not name keeps the reference solution."""

    name: str
    kind: Literal["accepted", "wrong"]
    words: str
    """what is different, in the author's words"""
    sources: dict[str, str]
    fails: frozenset[str]
    """ids of the test cells that must fail; all others must pass"""

    def expected_points(self, master: Master) -> float:
        """Points that tests must give it."""
        return sum(cell.points for cell in master.cells if cell.role == "test" and cell.id not in self.fails)


def read_variant(path: Path, master: Master) -> Variant:
    """Read one file; raise MasterError that tells the author what to change.

    Its first lines are a comment that says what is different; a wrong one names the tests to fail in a line
    ``# fails: id, id``. Then cells ``# %% <grade_id of the solution cell it replaces>``.
    """
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    header = notebook.cells[0].source if notebook.cells else ""
    named = re.search(r"^#? ?fails: *(.+)$", header, re.MULTILINE)
    fails = frozenset(part.strip() for part in named.group(1).split(",")) if named else frozenset()
    kind: Literal["accepted", "wrong"] = "wrong" if path.parent.name == "wrong" else "accepted"
    if kind == "wrong" and not fails:
        raise MasterError(f"{path}: say which tests it must fail, in a comment line '# fails: <id>, <id>' at the top")
    if kind == "accepted" and fails:
        raise MasterError(f"{path}: an accepted solution fails no test; move it to wrong/ or drop the line '# fails:'")
    roles = {cell.id: cell.role for cell in master.cells}
    for name in fails:
        if roles.get(name) != "test":
            raise MasterError(f"{path}: {name!r} in '# fails:' is no test cell of {master.assignment}")
    sources: dict[str, str] = {}
    for cell in notebook.cells[1:]:
        title = cell.metadata.get("title", "")
        if roles.get(title) != "solution":
            raise MasterError(f"{path}: '# %% {title}' does not name a solution cell of {master.assignment}")
        sources[title] = cell.source
    if not sources:
        raise MasterError(f"{path}: it replaces no cell; begin each with '# %% <grade_id>'")
    words = " ".join(line.lstrip("# ") for line in header.splitlines() if not re.match(r"#? ?fails:", line))
    return Variant(path.stem, kind, words.strip(), sources, fails)


def read_variants(master: Master) -> list[Variant]:
    """Read every variant of an assignment, accepted ones first."""
    paths = [*sorted((master.folder / "accepted").glob("*.py")), *sorted((master.folder / "wrong").glob("*.py"))]
    return [read_variant(path, master) for path in paths]


def handed_in(master: Master, sources: dict[str, str] | None) -> str:
    """Return the notebook of a student with these answers, as JSON; None: the untouched release.

    Cells that ``sources`` does not name get the reference solution.
    """
    cells: list[dict[str, Any]] = []
    for cell in master.cells:
        source = released_source(cell)
        if sources is not None and cell.role in ("solution", "written"):
            source = sources.get(
                cell.id, re.sub(r"^[^\n]*### (BEGIN|END) SOLUTION[^\n]*\n?", "", cell.source, flags=re.M)
            )
        fixed: dict[str, Any] = {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
        cells.append({"cell_type": cell.cell_type, "id": cell.id, "metadata": cell.metadata, "source": source, **fixed})
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"
