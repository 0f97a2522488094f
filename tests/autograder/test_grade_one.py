"""`autograder grade-one` and `autograder options`: what an instructor sees on the terminal."""

from __future__ import annotations

import json

import pytest

from autograder.cli import main
from autograder.model import Limits
from autograder.options import Autograder, configured
from tests.autograder.made_up_class import HALF, hand_in


@pytest.mark.slow
def test_grade_one_prints_what_each_test_found_and_writes_no_gradebook(tmp_path, monkeypatch, capsys):
    file = hand_in(tmp_path, "ada", HALF) / "sums.ipynb"
    monkeypatch.chdir(tmp_path)
    assert main(["grade-one", str(file), "--assignment", "01-sums"]) == 0
    said = capsys.readouterr().out
    assert "graded: 1 of 3 points" in said
    assert "test-add-hidden: failed, 0 of 2 Try negative numbers." in said
    assert main(["grade-one", str(file), "--assignment", "01-sums", "--json"]) == 0
    assert [test["points"] for test in json.loads(capsys.readouterr().out)["tests"]] == [1.0, 0.0]
    assert not (tmp_path / "classroom" / "gradebook.db").exists()


def test_grade_one_says_why_a_file_is_set_aside(tmp_path, monkeypatch, capsys):
    file = hand_in(tmp_path, "ada", HALF) / "sums.ipynb"
    file.write_text("{")
    monkeypatch.chdir(tmp_path)
    assert main(["grade-one", str(file), "--assignment", "01-sums"]) == 1
    assert capsys.readouterr().out.startswith("quarantined: ")


def test_grade_one_names_the_assignments_there_are(tmp_path, monkeypatch, capsys):
    file = hand_in(tmp_path, "ada", HALF) / "sums.ipynb"
    monkeypatch.chdir(tmp_path)
    assert main(["grade-one", str(file), "--assignment", "02"]) == 1
    assert "the assignments are: 01-sums" in capsys.readouterr().err


def test_every_option_has_help_and_stands_in_the_list(capsys):
    assert main(["options"]) == 0
    said = capsys.readouterr().out
    for name, trait in Autograder.class_traits(config=True).items():
        assert trait.help, name
        assert f"--Autograder.{name}=" in said


def test_the_limits_of_the_options_are_the_limits_of_the_engine():
    assert Autograder().limits == Limits()
    assert Autograder(call_seconds=1.0, restarts=0).limits == Limits(call_seconds=1.0, restarts=0)


def test_the_options_are_those_that_the_course_sets(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert configured().limits == Limits()
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.Autograder.call_seconds = 3\n")
    assert configured(workers=1).limits == Limits(call_seconds=3)
    assert configured(workers=1).workers == 1
