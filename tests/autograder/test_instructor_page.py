"""The page for instructors says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.options import Autograder

PAGE = (Path(__file__).parents[2] / "autograder" / "README.md").read_text()


def test_every_option_stands_on_the_page_and_no_other():
    table = PAGE.split("| option | default | |")[1].split("\n\n")[0]
    named = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    assert sorted(named) == sorted(Autograder.class_traits(config=True))


def test_the_plain_defaults_are_the_real_ones():
    for name, told in re.findall(r"^\| `(\w+)` \| ([\d.]+|True|False|\"[^\"]*\"|\[\]) \|", PAGE, re.MULTILINE):
        assert getattr(Autograder(), name) == eval(told), name
