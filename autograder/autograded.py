"""The notebook that the formgrader shows: master cells, the student's cells, and what the grading run found."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from autograder.files import write_whole
from autograder.masters import Master
from autograder.model import CellResult, Result, Submission, TestResult

# what a student's code can print into an instructor's browser: nothing that a browser would run
_HARMLESS = ("text/plain", "image/png", "image/jpeg")


def autograded_notebook(master: Master, released: Any, submission: Submission, result: Result) -> dict[str, Any]:
    """Return a valid notebook: cells in the order they ran, tests with the traceback that only instructors see.

    Plain data, valid by its making: nbformat's constructors and checks take longer than all other book-keeping.
    """
    tests = {test.id: test for test in result.tests}
    runs = {cell.id: cell for cell in result.cells}
    checksums = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.get("checksum")
        for cell in released.cells
        if "nbgrader" in cell.metadata
    }
    sources = {cell.metadata.nbgrader.grade_id: cell.source for cell in released.cells if "nbgrader" in cell.metadata}
    own = {step.id: step.source for step in submission.steps if step.role == "student"}
    known = {cell.id for cell in master.cells}
    steps = list(submission.steps)
    cells: list[dict[str, Any]] = []

    def add_extra_cells_before(cell_id: str) -> None:
        if not any(step.id == cell_id for step in steps):
            return
        while steps:
            step = steps.pop(0)
            if step.id == cell_id:
                return
            if step.id not in known and step.role == "student":
                cells.append(_code(step.source, _run_outputs(runs.get(step.id))))

    for cell in master.cells:
        add_extra_cells_before(cell.id)
        source, outputs = cell.source, _run_outputs(runs.get(cell.id))
        if cell.role == "solution":
            source = own.get(cell.id, "")
        elif cell.role == "written":
            source = submission.answers.get(cell.id, own.get(cell.id, sources.get(cell.id, "")))
            source = _without_tags(source) if cell.cell_type == "markdown" else source
        elif cell.role == "test":
            outputs = _test_outputs(tests.get(cell.id))
        metadata = dict(cell.metadata)
        if "nbgrader" in metadata:
            metadata["nbgrader"] = {**metadata["nbgrader"], "cell_type": cell.cell_type}
            if checksums.get(cell.id):
                metadata["nbgrader"]["checksum"] = checksums[cell.id]
        if cell.cell_type == "code":
            cells.append(_code(source, outputs, metadata))
        else:
            cells.append({"cell_type": "markdown", "metadata": metadata, "source": source})
    for step in steps:
        if step.id not in known and step.role == "student":
            cells.append(_code(step.source, _run_outputs(runs.get(step.id))))
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": released.metadata,
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
    }


def write_autograded(
    notebook: dict[str, Any], target: Path, submitted: Path, *, permissions: int, groupshared: bool
) -> None:
    """Write the notebook, whole or not at all, after the submission's timestamp; folders are made.

    One line a cell: indented JSON is written by Python code, which takes as long as all the rest.
    """
    _make_folder(target.parent, groupshared)
    _copy_timestamp(submitted, target.parent, permissions)
    cells = ",\n".join(json.dumps(cell, ensure_ascii=False) for cell in notebook["cells"])
    head = json.dumps({name: value for name, value in notebook.items() if name != "cells"}, ensure_ascii=False)
    write_whole(target, f'{head.removesuffix("}")}, "cells": [\n{cells}\n]}}\n', permissions)


def _copy_timestamp(submitted: Path, autograded: Path, permissions: int) -> None:
    """Lay the submission's timestamp beside the autograded notebook, as nbgrader does; a symlink is not followed."""
    source, target = submitted / "timestamp.txt", autograded / "timestamp.txt"
    target.unlink(missing_ok=True)
    if source.is_file() and not source.is_symlink() and source.stat().st_size < 200:
        shutil.copyfile(source, target)
        os.chmod(target, permissions)


def _make_folder(folder: Path, groupshared: bool) -> None:
    missing = [folder, *folder.parents]
    missing = [each for each in missing if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if groupshared:
        for each in missing:
            os.chmod(each, 0o2770 | (each.stat().st_mode & 0o777))


def _code(source: str, outputs: list[dict[str, Any]], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": metadata or {},
        "source": source,
        "outputs": outputs,
        "execution_count": None,
    }


def _run_outputs(run: CellResult | None) -> list[dict[str, Any]]:
    if run is None:
        return []
    outputs = [new for raw in run.outputs if (new := _harmless(raw)) is not None]
    if run.status == "error" and any(output["output_type"] == "error" for output in outputs):
        return outputs
    if run.status in ("error", "killed"):
        outputs.append(_error(run.message or run.status, run.detail))
    elif run.status == "not run":
        outputs.append(_stream("stdout", f"[not run: {run.message or 'the run ended before'}]\n"))
    return outputs


def _test_outputs(test: TestResult | None) -> list[dict[str, Any]]:
    if test is None or test.status == "not run":
        words = test.message if test else ""
        return [_stream("stdout", f"[not run, 0 points] {words}\n")]
    if test.status == "failed":
        return [_error(test.message or "failed", test.detail)]
    if test.status == "partial":
        data = {"text/plain": repr(test.points)}
        return [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}]
    return []


def _error(message: str, detail: str) -> dict[str, Any]:
    name, _, value = message.partition(": ")
    if not value:
        name, value = "Error", message
    return _raised(name, value, (detail or message).splitlines())


def _raised(name: str, value: str, lines: list[str]) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _harmless(raw: dict[str, Any]) -> dict[str, Any] | None:
    kind = raw.get("output_type")
    if kind == "stream":
        return _stream("stderr" if raw.get("name") == "stderr" else "stdout", _text(raw.get("text")))
    if kind in ("display_data", "execute_result"):
        data = {mime: _text(value) for mime, value in (raw.get("data") or {}).items() if mime in _HARMLESS}
        if not data:
            return None
        return {"output_type": "display_data", "data": data, "metadata": {}}
    if kind == "error":
        lines = [str(line) for line in raw.get("traceback") or ()]
        return _raised(_text(raw.get("ename")), _text(raw.get("evalue")), lines)
    return None


def _without_tags(markdown: str) -> str:
    """Return Markdown whose HTML and whose links are shown instead of obeyed, but for links to web pages.

    The formgrader would run a script in an answer, and one in the address of a link.
    """
    shown = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", markdown)
    return re.sub(r"\](?=[(:](?!\s?https?://))", r"]\\", shown)


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
