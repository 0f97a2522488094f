"""The `autograder` command: collects the subcommands, each of which lives in its own module."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from autograder import demo, grade_one, options, probe, release, report
from autograder.check import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; return its exit status."""
    parser = argparse.ArgumentParser(prog="autograder", description="Grade notebooks in two processes.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (command, demo, grade_one, options, probe, release, report):
        module.add_parser(commands)
    parsed = parser.parse_args(arguments)
    return parsed.run(parsed)
