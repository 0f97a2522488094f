"""Read what a student handed in, with care: a Submission rebuilt on the master, or the reason why it is set aside.

Nothing of the file is believed but the text of the student's own cells: every graded and locked cell, its points,
order and type come from the master. What a fair instructor would repair is repaired and noted. No code runs here.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.masters import Master, MasterCell
from autograder.model import Limits, Step, Submission
from autograder.source import parsed

MAX_FILE_BYTES = 50 * 2**20
MAX_PARTS = 1_000_000
"""lists, and objects, in a file: reading them takes memory and time out of proportion to their length"""
MAX_CELLS = 5_000
MAX_SOURCE, MAX_WORDS = 2**20, 2**22
"""characters of one cell: of code, and of text, into which some editors paste pictures"""
MAX_PARSED = 500_000
"""characters of a notebook that are parsed; the cells after them are looked at line by line"""
MAX_OTHERS = 10
"""notebooks beside the one that was asked for which are looked into, the newest"""
MAX_ALIKE = 200
"""cells without a name that are compared with a cell of the assignment, letter by letter"""
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
WRITTEN_STUB = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Quarantined:
    """A submission that was set aside unread, with the reason as its student reads it."""

    student: str
    assignment: str
    reason: str
    key: str = ""
    again: bool = False
    """the machine is the reason, not the file: another try may read it"""


class _UnreadableError(ValueError):
    """The reason why a file cannot be read, in words for the student."""


@dataclass
class _Cell:
    """A cell as it was handed in."""

    kind: str
    source: str
    grade_id: str
    outputs: list[Any] = field(default_factory=list)
    """as they stand in the file, of any shape"""
    master: MasterCell | None = None
    parse: bool = True
    """whether its text is given to Python's parser"""

    @cached_property
    def said(self) -> str:
        """The text without what spacing there is."""
        return _squeezed(self.source)

    @cached_property
    def defines(self) -> set[str]:
        """The names that it defines."""
        return _defines(self.source, self.parse)


@dataclass
class _Reading:
    """What is known so far of one submission."""

    notes: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)


def is_litter(name: str) -> bool:
    """Whether a file or folder is what programs leave behind, not what a student hands in."""
    return name in (".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__MACOSX") or name.startswith("._")


def submitted_students(submitted: Path, assignment: str) -> Iterator[tuple[str, Path]]:
    """Yield (student, folder) for every entry that has handed something in under this assignment's name, in order.

    Entries of the wrong kind (links, files where folders should be) are yielded too: reading them gives the reason.
    """
    try:
        names = sorted(os.listdir(submitted))
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        folder = submitted / name / assignment
        try:
            os.lstat(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            pass  # it may be there: reading it gives the reason
        yield name, folder


def read_submission(
    folder: Path, master: Master, *, student: str, limits: Limits | None = None, environment: str = ""
) -> Submission | Quarantined:
    """Read one submission folder; never raises for what is in it.

    environment: what else decides grades (versions of the libraries), part of the key
    """
    reading = _Reading()
    digest = hashlib.sha256(f"{__version__}\0{environment}\0{master.hash}\0{limits}".encode())
    try:
        name, data, extra = _read_files(folder, master, reading)
        digest.update(f"{name}\0".encode("utf-8", "surrogateescape") + data)
        for extra_name, content in sorted(extra.items()):
            digest.update(f"\0{extra_name}\0".encode() + hashlib.sha256(content).digest())
        cells = _cells(_document(data, reading), reading)
        steps, answers = _rebuild(cells, master, reading)
    except _UnreadableError as reason:
        return Quarantined(student, master.assignment, str(reason), digest.hexdigest())
    except OSError as error:
        reason_text = f"your file could not be read ({error.strerror}): hand it in again"
        return Quarantined(student, master.assignment, reason_text, digest.hexdigest(), again=True)
    return Submission(
        student=student,
        assignment=master.assignment,
        notebook=master.notebook,
        key=digest.hexdigest(),
        steps=steps,
        files={**extra, **master.data_files()},
        seed=int.from_bytes(hashlib.sha256(master.hash.encode()).digest()[:16], "big"),  # too many to guess
        limits=limits or Limits(),
        notes=tuple(reading.notes),
        answers=answers,
    )


@dataclass(frozen=True)
class Shown:
    """A student's own cell as it was handed in, with the outputs stored in it: both are the student's words."""

    source: str
    outputs: list[Any]


def shown_cells(folder: Path, master: Master) -> dict[str, list[Shown]]:
    """Return what a student handed in for each answer: cell id -> its cells in order. Empty where it cannot be read."""
    reading = _Reading()
    try:
        _, data, _ = _read_files(folder, master, reading)
        cells = _cells(_document(data, reading), reading)
        _match(cells, master, reading)
    except (_UnreadableError, OSError):
        return {}
    found: dict[str, list[_Cell]] = {}
    for wanted in master.cells:
        if wanted.role == "written" and wanted.cell_type == "markdown":
            found[wanted.id] = _written_cells(wanted, cells, master) or [c for c in cells if c.master is wanted]
    in_code = {cell.id for cell in master.cells if cell.role in ("solution", "written")} - set(found)
    for cell, place in zip(cells, _places(cells), strict=True):
        where = cell.master.id if cell.master else place
        if where in in_code and (cell.master is not None or (cell.kind == "code" and cell.source.strip())):
            found.setdefault(where, []).append(cell)
    return {name: [Shown(cell.source, cell.outputs) for cell in given] for name, given in found.items()}


# the files


def _open_folder(folder: Path) -> int:
    """Open the submission's folder without following a link at its last two steps; the caller closes it."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        outer = os.open(folder.parent, flags)
        try:
            return os.open(folder.name, flags, dir_fd=outer)
        finally:
            os.close(outer)
    except OSError:
        raise _UnreadableError(
            f"{folder.name} is not a folder (a file or a link stands in its place): hand in a folder with the notebook"
        ) from None


def _read_files(folder: Path, master: Master, reading: _Reading) -> tuple[str, bytes, dict[str, bytes]]:
    descriptor = _open_folder(folder)
    try:
        names = sorted(name for name in os.listdir(descriptor) if not is_litter(name))
        regular: dict[str, os.stat_result] = {}
        for name in names:
            status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                regular[name] = status
            elif name.endswith(".ipynb"):
                reading.note(f"{_shown(name)} is a link or a folder, not a file, and was not opened")
        notebooks = [name for name in regular if name.lower().endswith(".ipynb")] or _elsewhere(descriptor, regular)
        if not notebooks:
            hint = "; ".join(reading.notes) or f"hand in {master.notebook}.ipynb"
            raise _UnreadableError(f"there is no notebook file in the folder: {hint}")
        chosen = _choose(notebooks, regular, master, descriptor, reading)
        data = _read(descriptor, chosen, MAX_FILE_BYTES)
        extra = {}
        for name in master.allowed_files:
            if name in regular:
                extra[name] = _read(descriptor, name, MAX_FILE_BYTES)
        return chosen, data, extra
    finally:
        os.close(descriptor)


def _elsewhere(descriptor: int, regular: dict[str, os.stat_result]) -> list[str]:
    """Return what may be the notebook where no file is called one: another ending, or a folder in the folder."""
    endings = (".ipynb.txt", ".ipynb.json", ".json")
    found = [name for name in regular if name.lower().endswith(endings)]
    for root, folders, names, here in os.fwalk(".", dir_fd=descriptor, follow_symlinks=False):
        parts = Path(root).parts
        folders[:] = sorted(each for each in folders if not each.startswith((".", "__")))[:20] if len(parts) < 3 else []
        for name in sorted(names)[:100] if parts else ():
            status = os.stat(name, dir_fd=here, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode) and name.lower().endswith(".ipynb") and not name.startswith("."):
                path = "/".join([*parts, name])
                regular[path] = status
                found.append(path)
    return found


def _read(descriptor: int, name: str, cap: int) -> bytes:
    *folders, last = name.split("/")
    with ExitStack() as opened_folders:
        for folder in folders:  # one by one: none of them may be a link
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(folder, flags, dir_fd=descriptor)
            opened_folders.callback(os.close, descriptor)
        file = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=descriptor)
    with os.fdopen(file, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise _UnreadableError(f"{_shown(name)} is not a regular file: hand in the file itself")
        data = opened.read(cap + 1)
    if len(data) > cap:
        raise _UnreadableError(
            f"{_shown(name)} is larger than {cap // 2**20} MB: clear the outputs "
            "(Kernel, Restart and clear) and hand it in again"
        )
    return data


def _choose(
    notebooks: list[str], regular: dict[str, os.stat_result], master: Master, descriptor: int, reading: _Reading
) -> str:
    """Choose the notebook: the right name, else the one with most cells of the assignment, else the newest.

    A file of the right name in which nothing is answered stands back behind a copy with answers.
    """
    wanted = f"{master.notebook}.ipynb"
    if wanted in notebooks:
        if len(notebooks) == 1 or _is_answered(descriptor, wanted, master):
            return wanted
        newest = sorted(notebooks, key=lambda name: regular[name].st_mtime, reverse=True)[:MAX_OTHERS]
        notebooks = [name for name in newest if name != wanted and _is_answered(descriptor, name, master)]
        if not notebooks:
            return wanted
        reading.note(f"nothing is answered in {wanted}")

    def rank(name: str) -> tuple[int, float, str]:
        try:
            text = _read(descriptor, name, MAX_FILE_BYTES).decode("utf-8", "replace")
        except (_UnreadableError, OSError):
            return (0, 0.0, name)
        known = sum(f'"{cell.id}"' in text for cell in master.cells)
        known += sum(
            f"def {bound}" in text for cell in master.cells if cell.role == "solution" for bound in cell.bound_names
        )
        return (known, regular[name].st_mtime, name)

    chosen = max(notebooks, key=rank)
    others = "" if len(notebooks) == 1 else f" (chosen of {len(notebooks)} notebooks)"
    reading.note(f"{_shown(chosen)} was taken for {wanted}{others}")
    return chosen


def _is_answered(descriptor: int, name: str, master: Master) -> bool:
    """Whether a notebook has an answer of the student's to any task."""
    reading = _Reading()
    try:
        cells = _cells(_document(_read(descriptor, name, MAX_FILE_BYTES), reading), reading)
        _match(cells, master, reading)
    except (_UnreadableError, OSError):
        return False
    return any(_says_something(cell) for cell in cells if cell.master and cell.master.role in ("solution", "written"))


def _shown(name: str) -> str:
    clean = "".join(c if c.isprintable() else "?" for c in unicodedata.normalize("NFC", name))
    return clean if len(clean) <= 80 else clean[:77] + "..."


# the document


def _document(data: bytes, reading: _Reading) -> dict[str, Any]:
    if not data.strip():
        raise _UnreadableError("the file is empty: save the notebook again and hand it in")
    for sign, most in ((b"{", MAX_PARTS), (b"[", MAX_PARTS), (b":", 4 * MAX_PARTS)):
        if data.count(sign) > most:
            raise _UnreadableError("the file holds too many parts to be read: clear the outputs and hand it in again")
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if not data.startswith(b"{"):
            raise _UnreadableError(
                f"the file is not text in UTF-8 (at byte {error.start}), so it is no notebook: "
                "save it again in JupyterLab"
            ) from None
        reading.note("the file is not text in UTF-8; letters with accents may have been misread")
        text = data.decode("latin-1")
    text = text.rstrip("\0 \r\n\t")  # what a disk or a transfer fills a file up with
    if "\0" in text:
        raise _UnreadableError(
            "the file holds NUL characters, so it was damaged: save the notebook again and hand it in"
        )
    if re.search(r"^(<<<<<<<|>>>>>>>) ", text, re.MULTILINE):
        raise _UnreadableError(
            "the file holds merge-conflict markers (<<<<<<<): resolve the conflict and hand it in again"
        )
    try:
        document = json.loads(text)
    except RecursionError:
        raise _UnreadableError("the file is nested too deeply to be a notebook") from None
    except json.JSONDecodeError as error:
        ends = error.msg != "Extra data" and (error.pos >= len(text) - 1 or error.msg.startswith("Unterminated string"))
        where = "it ends in the middle" if ends else f"line {error.lineno} is broken"
        raise _UnreadableError(f"the file is not a whole notebook: {where}. Save it again and hand it in") from None
    except ValueError:
        raise _UnreadableError("the file holds a number with too many digits, so it is no notebook") from None
    if not isinstance(document, dict):
        raise _UnreadableError(
            "the file is not a notebook: it holds a list or a value instead. Hand in the .ipynb file itself"
        )
    return document


def _cells(document: dict[str, Any], reading: _Reading) -> list[_Cell]:
    raw = document.get("cells")
    if raw is None and isinstance(document.get("worksheets"), list):  # nbformat 3
        sheets = [sheet for sheet in document["worksheets"] if isinstance(sheet, dict)]
        lists = [sheet["cells"] for sheet in sheets if isinstance(sheet.get("cells"), list)]
        raw = [cell for cells in lists for cell in cells]
        reading.note("the notebook is in an old format (version 3) and was converted")
    if not isinstance(raw, list):
        raise _UnreadableError("the file is not a notebook: it has no list of cells. Hand in the .ipynb file itself")
    if len(raw) > MAX_CELLS:
        raise _UnreadableError(f"the notebook has {len(raw):,} cells, more than the {MAX_CELLS:,} that are read")
    cells = []
    length = 0
    for number, cell in enumerate(raw, start=1):
        source = _source(cell)
        if source is None:
            reading.note(f"cell {number} is damaged and was left out")
            continue
        kind = cell.get("cell_type")
        if kind == "code" and len(source) > MAX_SOURCE:
            raise _UnreadableError(f"cell {number} is larger than {MAX_SOURCE // 2**20} MB")
        if len(source) > MAX_WORDS:
            reading.note(f"cell {number} is larger than {MAX_WORDS // 2**20} MB; the rest of it was left out")
            source = source[:MAX_WORDS]
        metadata = cell.get("metadata")
        given = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        given = given if isinstance(given, dict) else {}
        grade_id = given.get("grade_id")
        outputs = cell.get("outputs")
        name = grade_id if isinstance(grade_id, str) else ""
        length += len(source)
        cells.append(
            _Cell(
                kind if isinstance(kind, str) else "",
                source,
                name,
                outputs if isinstance(outputs, list) else [],
                parse=length <= MAX_PARSED,
            )
        )
    return cells


def _source(cell: Any) -> str | None:
    if not isinstance(cell, dict):
        return None
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        whole = not any(line.endswith(("\n", "\r")) for line in source[:-1])  # lines without their ends
        source = ("\n" if whole else "").join(source)
    if not isinstance(source, str):
        return None
    # lone surrogates can stand in JSON but in no source file
    return source.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


# the rebuilding


def released_source(cell: MasterCell) -> str:
    """Return a master cell as the student got it: solutions replaced by the stub, hidden tests cut."""
    if cell.role not in ("solution", "written"):
        return cell.visible_source
    return _with_stub(cell.source, STUB if cell.cell_type == "code" else WRITTEN_STUB)


@lru_cache(maxsize=1024)
def _with_stub(source: str, stub: str) -> str:
    lines: list[str] = []
    inside = replaced = False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line:
            inside = replaced = True
            indent = re.match(r"\s*", line).group()  # type: ignore[union-attr]
            lines += [indent + each for each in stub.split("\n")]
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines) if replaced else stub


def _squeezed(text: str) -> str:
    return " ".join(text.split())


_squeezed_once = lru_cache(maxsize=1024)(_squeezed)
"""for texts of the master, which are the same for the whole class"""


def _said_by(master: MasterCell) -> str:
    """What a locked cell says to students, without what spacing there is."""
    return _squeezed_once(master.visible_source)


def _defines(source: str, parse: bool = True) -> set[str]:
    """Return the names that a code cell defines, also where it does not parse."""
    found = parsed(source) if parse else None
    if found is None:
        lines = re.finditer(
            r"^(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]{0,200})?=(?!=))", source, re.MULTILINE
        )
        return {line[1] or line[2] for line in lines}
    tree, _ = found
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _places(cells: list[_Cell], also: MasterCell | None = None) -> list[str]:
    """Return for each cell the id of the assignment's cell that it is or stands behind, "" before all of them.

    A second copy of a cell moves nothing: what follows it stays where the student has it. Copies of ``also`` do.
    """
    place, places, seen = "", [], set()
    for cell in cells:
        if cell.master is not None and (cell.master is also or cell.master.id not in seen):
            place = cell.master.id
            seen.add(place)
        places.append(place)
    return places


def _rebuild(cells: list[_Cell], master: Master, reading: _Reading) -> tuple[tuple[Step, ...], dict[str, str]]:
    """Return the steps to run, in the master's order with the student's own cells between, and the written answers."""
    _match(cells, master, reading)
    tasks = {cell.master.id for cell in cells if cell.master and cell.master.role in ("solution", "test", "written")}
    foreign = {cell.grade_id for cell in cells if cell.grade_id and cell.master is None}
    if not tasks:
        raise _UnreadableError(
            f"none of the cells belongs to a task of {master.assignment}: is it the right notebook? "
            f"Hand in {master.notebook}.ipynb"
        )
    if len(foreign) > len(tasks):
        raise _UnreadableError(
            f"most of the cells belong to another assignment than {master.assignment}: hand in {master.notebook}.ipynb"
        )
    answers_of: dict[str, list[_Cell]] = {}
    extras: dict[str, list[_Cell]] = {}
    stand = _places(cells)
    for cell, place in zip(cells, stand, strict=True):
        if cell.master is not None:
            if cell.master.role in ("solution", "written"):
                answers_of.setdefault(cell.master.id, []).append(cell)
        elif cell.kind == "code" and cell.source.strip():
            extras.setdefault(place, []).append(cell)
    order = [next(i for i, cell in enumerate(master.cells) if cell.id == each) for each in dict.fromkeys(stand) if each]
    if order != sorted(order):
        reading.note("the cells were in another order; the order of the assignment was restored")

    steps: list[Step] = []
    answers: dict[str, str] = {}
    number = 0

    def add_own(own: list[_Cell]) -> None:
        nonlocal number
        for cell in own:
            number += 1
            steps.append(Step(f"own-cell-{number}", "student", cell.source))

    add_own(extras.pop("", []))
    for wanted in master.cells:
        if wanted.role == "setup":
            steps.append(Step(wanted.id, "setup", wanted.source))
            added = _added_imports(wanted, [cell for cell in cells if cell.master is wanted])
            if added:
                reading.note(f"imports that were added to the locked cell {wanted.id!r} were run after it")
                add_own([_Cell("code", added, "")])
        elif wanted.role == "test":
            steps.append(
                Step(wanted.id, "test", wanted.source, wanted.points, master.stand_ins(wanted), wanted.has_hidden_tests)
            )
        elif wanted.cell_type == "markdown" and wanted.role == "written":
            answers[wanted.id] = _written_answer(wanted, cells, master, reading)
        elif wanted.role in ("solution", "written"):
            *earlier, last = _answers(wanted, answers_of.get(wanted.id, []), reading)
            if wanted.role == "written":
                answers[wanted.id] = last.source
            add_own(earlier)
            steps.append(Step(wanted.id, "student", last.source))
        add_own(extras.pop(wanted.id, []))
    return tuple(steps), answers


def _answers(cell: MasterCell, given: list[_Cell], reading: _Reading) -> list[_Cell]:
    """Return the answers to one cell in the order in which they run; the last carries the cell's name.

    A copy that is still as it was released says nothing, so it is dropped where another copy has an answer. Of several
    answers all run, as they do in the student's own notebook from top to bottom.
    """
    if not given:
        reading.note(f"the cell {cell.id!r} is missing from the notebook: not answered")
        return [_Cell(cell.cell_type, "", cell.id, master=cell)]
    written = [each for each in given if _says_something(each)]
    if len(given) > 1:
        reading.note(
            f"the cell {cell.id!r} stands {len(given)} times in the notebook; all its answers were run in order"
        )
    if any(each.kind != cell.cell_type for each in written):
        reading.note(f"the cell {cell.id!r} had another type; it was read as {cell.cell_type}")
    return written or given[-1:]


def _written_answer(wanted: MasterCell, cells: list[_Cell], master: Master, reading: _Reading) -> str:
    """Return all that a student wrote to a task that a person grades."""
    given = [cell for cell in cells if cell.master is wanted]
    words = _written_cells(wanted, cells, master)
    if not given and not words:
        reading.note(f"the cell {wanted.id!r} is missing from the notebook: not answered")
    if any(cell.kind != "markdown" for cell in words):
        reading.note(f"the cell {wanted.id!r} had another type; it was read as markdown")
    if len(words) > 1 or (words and words[0].master is not wanted):
        reading.note(f"the answer to {wanted.id!r} was put together from {len(words)} of your cells")
    return "\n\n".join(cell.source for cell in words or given[-1:])


def _written_cells(wanted: MasterCell, cells: list[_Cell], master: Master) -> list[_Cell]:
    """Return the cells of a written answer: those with its name and the student's texts after them, else those before.

    Cells that are still as they were released say nothing.
    """
    place = master.cells.index(wanted)
    before = master.cells[place - 1].id if place else ""
    own: dict[str, list[_Cell]] = {wanted.id: [], before: []}
    for cell, stands in zip(cells, _places(cells, wanted), strict=True):
        if cell.master is not None:
            if cell.master is wanted and _says_something(cell):
                own[wanted.id].append(cell)
        elif cell.kind != "code" and cell.source.strip() and stands in own:
            own[stands].append(cell)
    return own[wanted.id] or own[before]


def _added_imports(wanted: MasterCell, given: list[_Cell]) -> str:
    """Return the imports that a student wrote into a locked cell, one a line."""
    known, added = _imports(wanted.visible_source), []
    for cell in given:
        if cell.kind == "code" and cell.parse and cell.said != _said_by(wanted):
            added += [line for line in _imports(cell.source) if line not in known]
    return "\n".join(dict.fromkeys(added))


def _imports(source: str) -> list[str]:
    found = parsed(source)
    return (
        [ast.unparse(node) for node in found[0].body if isinstance(node, ast.Import | ast.ImportFrom)] if found else []
    )


def _says_something(cell: _Cell) -> bool:
    """Whether a cell that belongs to a task says anything else than what was released."""
    released = "" if cell.master is None else _squeezed_once(released_source(cell.master))
    return cell.said not in (released, _squeezed(STUB), "")


def _let_go(cells: list[_Cell], master: Master, reading: _Reading) -> None:
    """Free cells that bear the name of another cell, and answer a task that has no answer in a cell of its own."""
    solutions = [cell for cell in master.cells if cell.role == "solution"]
    answered = {cell.master.id for cell in cells if cell.master and _says_something(cell)}
    wanted = {name for each in solutions if each.id not in answered for name in each.bound_names}
    wanted -= {name for each in solutions if each.id in answered for name in each.bound_names}
    if not wanted:
        return
    for cell in cells:
        named = cell.master
        if named is None or cell.kind != "code" or not cell.defines & wanted or cell.defines & set(named.bound_names):
            continue
        copied = sum(other.master is named for other in cells) > 1
        changed = named.role != "solution" and cell.said != _said_by(named)
        if changed or (named.role == "solution" and copied):
            cell.master = None
            reading.note(f"a cell with the name {named.id!r} holds the answer to another task; it was taken for that")


def _adopt(cells: list[_Cell], master: Master, reading: _Reading) -> None:
    """Take an answer that stands in a cell of the student's own for a task whose own cell is as it was released.

    One that stands between the task's cell and the next cell of the assignment runs there and is left there.
    """
    places = {id(cell): place for cell, place in zip(cells, _places(cells), strict=True)}
    for wanted in master.cells:
        if wanted.role != "solution":
            continue
        given = [cell for cell in cells if cell.master is wanted]
        if not given or any(map(_says_something, given)):
            continue
        names = set(wanted.bound_names)
        free = [cell for cell in cells if cell.master is None and cell.kind == "code" and cell.defines & names]
        if free and not any(places[id(cell)] == wanted.id for cell in free):
            free[-1].master = wanted
            reading.note(f"nothing stands in the cell {wanted.id!r}; the answer was taken from a cell of your own")


def _unmerged(cells: list[_Cell], master: Master, reading: _Reading) -> list[_Cell]:
    """Split cells into which a locked cell was merged as a whole: the rest is a cell of the student's own."""
    locked = {cell.id: cell.visible_source.strip() for cell in master.cells if cell.role in ("test", "setup")}
    result = []
    for cell in cells:
        result.append(cell)
        text = locked.get(cell.grade_id, "")
        before, found, after = cell.source.partition(text) if text else ("", "", "")
        rests = [rest.strip("\n") for rest in (before, after)]
        if not found or cell.kind != "code" or not any(rest.strip() for rest in rests):
            continue
        reading.note(f"the locked cell {cell.grade_id!r} was merged with another cell; they were taken apart")
        own = [_Cell("code", rest, "", parse=cell.parse) if rest.strip() else None for rest in rests]
        result[-1:] = [each for each in (own[0], replace(cell, source=text), own[1]) if each is not None]
    return result


def _match(cells: list[_Cell], master: Master, reading: _Reading) -> None:
    """Find for each cell the master cell it belongs to: by its grade_id, else by what it says."""
    cells[:] = _unmerged(cells, master, reading)
    known = {cell.id: cell for cell in master.cells}
    tests = {_said_by(cell): cell for cell in master.cells if cell.role in ("test", "setup")}
    for cell in cells:
        cell.master = known.get(cell.grade_id)
    _let_go(cells, master, reading)
    named = {cell.master.id for cell in cells if cell.master}
    for cell in cells:
        fixed = cell.master is not None and cell.master.role in ("test", "setup", "text")
        if cell.master and fixed and cell.said != _said_by(cell.master):
            reading.note(f"the locked cell {cell.master.id!r} was changed; the original was used")
            if cell.kind == "code" and cell.master.role != "setup" and _solves(cell, master):
                reading.note(f"an answer stands in the test cell {cell.master.id!r}, where it cannot be graded")
        if cell.master is None and cell.said in tests and tests[cell.said].id not in named:
            cell.master = tests[cell.said]  # where the cell itself is there, this is a copy of the student's own
    matched = {cell.master.id for cell in cells if cell.master}
    recovered = 0
    for wanted in master.cells:
        if wanted.id in matched:
            continue
        best = _by_content(wanted, cells, master)
        if best is not None:
            best.master = wanted
            recovered += wanted.role in ("solution", "written")
    if recovered:
        reading.note(f"{recovered} cells had lost their names (metadata) and were recognised by what they say")
    _adopt(cells, master, reading)
    doubled = {cell.master.id for cell in cells if cell.master and cell.master.role == "test"}
    for each in doubled:
        if sum(cell.master is not None and cell.master.id == each for cell in cells) > 1:
            reading.note(f"the test cell {each!r} was copied; it counts once")


def _solves(cell: _Cell, master: Master) -> bool:
    names = {name for other in master.cells if other.role == "solution" for name in other.bound_names}
    return bool(cell.defines & names)


def _by_content(wanted: MasterCell, cells: list[_Cell], master: Master) -> _Cell | None:
    """Return the cell without a name that says what ``wanted`` says, None if there is none."""
    free = [cell for cell in cells if cell.master is None and cell.source.strip()]
    if wanted.role == "solution":
        names = set(wanted.bound_names)
        defining = [cell for cell in free if cell.defines & names]
        return defining[-1] if defining else None
    if wanted.role == "written":
        texts = [_said_by(other) for other in master.cells if other.role == "text"]
        before = next((i for i in range(len(cells) - 1, -1, -1) if _stands_before(cells[i], wanted, master)), -1)
        for cell in cells[before + 1 :]:
            if cell.master is None and cell.kind == "markdown" and cell.said not in texts:
                return cell
        return None
    released = _said_by(wanted)
    same = next((cell for cell in free if cell.said == released), None)
    if same is not None:
        return same
    for cell in free[:MAX_ALIKE]:
        alike = difflib.SequenceMatcher(None, cell.said[:2000], released[:2000])
        if alike.real_quick_ratio() > 0.9 and alike.quick_ratio() > 0.9 and alike.ratio() > 0.9:
            return cell
    return None


def _stands_before(cell: _Cell, wanted: MasterCell, master: Master) -> bool:
    """Whether a cell is the one just before ``wanted`` in the master, by its name or by its text."""
    place = master.cells.index(wanted)
    if place == 0:
        return False
    previous = master.cells[place - 1]
    return cell.master is previous or cell.said == _said_by(previous)
