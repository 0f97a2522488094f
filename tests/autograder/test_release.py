"""What students get is made anew from the masters, and nobody's work is lost by it."""

from __future__ import annotations

import json

import nbformat
import pytest

from autograder.release import differences, make_release, worked_in
from tests.autograder.made_up_class import MASTER, make_master

pytestmark = pytest.mark.slow


@pytest.fixture
def released(tmp_path):
    """Return a course's folder, its master and the notebook that was released from it."""
    master = make_master(tmp_path)
    (path,) = make_release([master], tmp_path / "exercises")
    return tmp_path, master, path


def test_a_release_as_it_was_made_follows_its_master(released):
    course, _, path = released
    assert not worked_in(path)
    changed = make_master(course, MASTER.replace("# # Sums", "# # Sums of two numbers"))
    make_release([changed], course / "exercises")
    assert "Sums of two numbers" in path.read_text()
    assert differences([changed], course / "exercises") == []


def test_an_unchanged_release_keeps_its_time(released):
    course, master, path = released
    before = path.stat().st_mtime_ns
    assert make_release([master], course / "exercises") == [path]
    assert path.stat().st_mtime_ns == before


def ran(notebook):
    notebook.cells[2].execution_count = 3


def printed(notebook):
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text="6")]


def saved_by_an_editor(notebook):
    notebook.metadata.language_info.version = "3.12.1"


def answered(notebook):
    notebook.cells[2].source = "def add(a, b):\n    return b + a"


def answered_in_words(notebook):
    notebook.cells[5].source = "Because."


@pytest.mark.parametrize("trace", [ran, printed, saved_by_an_editor, answered, answered_in_words])
def test_a_notebook_somebody_worked_in_stays(released, trace):
    course, master, path = released
    notebook = nbformat.read(path, 4)
    trace(notebook)
    nbformat.write(notebook, path)
    before = path.read_bytes()
    assert make_release([master], course / "exercises") == []
    assert path.read_bytes() == before
    assert differences([master], course / "exercises") == ["01-sums/sums.ipynb: not what its master makes"]


def test_a_damaged_notebook_stays_and_an_empty_one_is_made_again(released):
    course, master, path = released
    whole = path.read_text()
    path.write_text(whole[:-40])
    assert make_release([master], course / "exercises") == []
    path.write_text("")
    assert make_release([master], course / "exercises") == [path]
    assert path.read_text() == whole
    path.write_text(json.dumps({"cells": "?"}))
    assert worked_in(path)
