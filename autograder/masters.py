"""Read the masters in ``solutions/``: py:percent text with nbgrader's metadata, as cells and notebooks."""

from __future__ import annotations

import ast
import copy
import hashlib
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import jupytext
import nbformat

from autograder.files import write_whole
from autograder.source import python_of, tree_of

CellRole = Literal["text", "setup", "solution", "test", "written"]

_METADATA_DEFAULTS = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE)


PRIVATE = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py", "*.md", "*.toml", "wrong", "accepted", ".*"]
"""what stands in ``solutions/<assignment>`` for instructors only; nbgrader copies every other file to students"""

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""what a notebook made from a master says of itself; an editor that saves it adds to this"""


class MasterError(ValueError):
    """A master that breaks a rule; the message tells its author what to change."""


@dataclass(frozen=True)
class MasterCell:
    """One cell of a master.

    ``text``: prose · ``setup``: locked code that both processes run · ``solution``: code the student writes ·
    ``test``: locked code that gives points · ``written``: an answer that a human grades.
    """

    id: str
    role: CellRole
    cell_type: Literal["code", "markdown"]
    source: str
    metadata: dict[str, Any]

    @property
    def points(self) -> float:
        """Points this cell can give; 0 for cells that are not graded."""
        return float(self.metadata.get("nbgrader", {}).get("points", 0))

    @property
    def has_hidden_tests(self) -> bool:
        """Whether part of this cell is cut from the release."""
        return "BEGIN HIDDEN TESTS" in self.source

    @cached_property
    def visible_source(self) -> str:
        """The source without its hidden tests."""
        return _HIDDEN.sub("", self.source).rstrip("\n")

    @cached_property
    def bound_names(self) -> tuple[str, ...]:
        """Names that this cell binds at top level, imports left out, sorted."""
        return tuple(sorted(_bound_names(self.source)))


@dataclass(frozen=True)
class Master:
    """The source of one assignment: release, reference solution and tests in one file."""

    assignment: str
    notebook: str
    path: Path
    cells: tuple[MasterCell, ...]
    allowed_files: tuple[str, ...]
    """names of extra files that a student may hand in"""
    hash: str
    """over the master's text and the data files beside it"""

    @property
    def folder(self) -> Path:
        """``solutions/<assignment>``."""
        return self.path.parent

    @property
    def points(self) -> float:
        """All points of the assignment, written tasks included."""
        return sum(cell.points for cell in self.cells)

    def cell(self, cell_id: str) -> MasterCell:
        """Return the cell with this id; KeyError names it if there is none."""
        for cell in self.cells:
            if cell.id == cell_id:
                return cell
        raise KeyError(f"{self.assignment} has no cell {cell_id!r}")

    def data_files(self) -> dict[str, bytes]:
        """Files of ``solutions/<assignment>/data/``: name relative to the assignment -> content."""
        data = self.folder / "data"
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(data.rglob("*"))
            if path.is_file()
        }

    def stand_ins(self, test: MasterCell) -> tuple[str, ...]:
        """Return the student's names that ``test`` sees: bound by a reference solution before it, and used.

        Used means: read by the test itself, or by a set-up cell's function or class before it.
        """
        return self._stand_ins[test.id]

    @cached_property
    def _stand_ins(self) -> dict[str, tuple[str, ...]]:
        bound: set[str] = set()
        used: set[str] = set()
        found = {}
        for cell in self.cells:
            if cell.role == "solution":
                bound |= set(cell.bound_names)
            elif cell.role == "setup":
                used |= _read_names(tree_of(python_of(cell.source)))
            elif cell.role == "test":
                found[cell.id] = tuple(sorted(bound & (used | _read_names(tree_of(python_of(cell.source))))))
        return found

    def to_notebook(self) -> nbformat.NotebookNode:
        """Return the notebook that nbgrader reads: same bytes each time, cell id = grade_id."""
        notebook = nbformat.v4.new_notebook(metadata=copy.deepcopy(NOTEBOOK_METADATA))
        for cell in self.cells:
            new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
            notebook.cells.append(new(cell.source, id=cell.id, metadata=cell.metadata))
        nbformat.validate(notebook)
        return notebook


def read_master(folder: Path) -> Master:
    """Read the one master in ``solutions/<assignment>``; raise MasterError where it breaks a rule."""
    masters = sorted(folder.glob("*.py"))
    if len(masters) != 1:
        found = ", ".join(path.name for path in masters) or "none"
        raise MasterError(f"{folder}: expected exactly one master (a .py file), found {found}")
    path = masters[0]
    text = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    settings = notebook.metadata.get("autograder", {})
    cells = tuple(_cell(number, cell, path) for number, cell in enumerate(notebook.cells))
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            raise MasterError(f"{path}: two cells have the grade_id {cell.id!r}; give each its own")
        seen.add(cell.id)
    master = Master(folder.name, path.stem, path, cells, tuple(settings.get("allowed_files", ())), hash="")
    digest = hashlib.sha256(text.encode())
    for name, data in master.data_files().items():
        digest.update(f"\0{name}\0{hashlib.sha256(data).hexdigest()}".encode())
    object.__setattr__(master, "hash", digest.hexdigest())
    return master


def read_masters(solutions: Path) -> Iterator[Master]:
    """Read every assignment folder below ``solutions/``, in order."""
    for folder in sorted(solutions.iterdir()):
        if folder.is_dir() and any(folder.glob("*.py")):
            yield read_master(folder)


def write_notebook(master: Master) -> Path:
    """Write the master's notebook beside it where it is missing or differs; return its path."""
    target = master.path.with_suffix(".ipynb")
    text = nbformat.writes(master.to_notebook()) + "\n"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        write_whole(target, text)
    return target


def _cell(number: int, cell: nbformat.NotebookNode, path: Path) -> MasterCell:
    given = dict(cell.metadata.get("nbgrader", {}))
    if not given:
        if cell.cell_type == "code":
            raise MasterError(f"{path}: code cell {number} has no nbgrader metadata; lock it or make it a solution")
        return MasterCell(f"cell-{number}", "text", "markdown", cell.source, {})
    if "grade_id" not in given:
        raise MasterError(f"{path}: cell {number} has nbgrader metadata without a grade_id")
    meta = {**_METADATA_DEFAULTS, **given}
    role: CellRole
    if meta["task"] or (meta["grade"] and meta["solution"]):
        role = "written"
    elif meta["grade"]:
        role = "test"
    elif meta["solution"]:
        role = "solution"
    else:
        role = "text" if cell.cell_type == "markdown" else "setup"
    if role in ("setup", "test", "text") and not meta["locked"]:
        raise MasterError(f'{path}: cell {meta["grade_id"]!r} must be locked ("locked": true)')
    if role in ("test", "written") and "points" not in meta:
        raise MasterError(f"{path}: graded cell {meta['grade_id']!r} has no points")
    return MasterCell(meta["grade_id"], role, cell.cell_type, cell.source, {"nbgrader": dict(sorted(meta.items()))})


class _OwnScopes(ast.NodeTransformer):
    """Make every comprehension a generator, whose names stay its own in each version of Python."""

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators))


def scopes_of(source: str) -> symtable.SymbolTable:
    """Return Python's own table of the names of a trusted cell, magics made calls.

    From 3.12 on it counts the names of a comprehension to the scope around it, where no code can use them.
    """
    tree = _OwnScopes().visit(tree_of(python_of(source)))
    return symtable.symtable(ast.unparse(ast.fix_missing_locations(tree)), "<cell>", "exec")


def _bound_names(source: str) -> set[str]:
    """Names bound at module level; not by an import, not in an inner scope."""

    def walk(table: symtable.SymbolTable) -> set[str]:
        top = table.get_type() == "module"
        names = {
            symbol.get_name()
            for symbol in table.get_symbols()
            if (symbol.is_assigned() or symbol.is_namespace())
            and (top or symbol.is_global())
            and not symbol.is_imported()
        }
        # ``:=`` in a comprehension binds around it
        return names.union(*(walk(child) for child in table.get_children() if child.get_name() == "genexpr"))

    return walk(scopes_of(source))


def _read_names(*trees: ast.AST) -> set[str]:
    return {
        node.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
