"""``autograder probe``: what this machine's sandbox can do, and the rung that will be used."""

from __future__ import annotations

import argparse

from autograder.sandbox import NONE, SandboxError, choose_rung, probe


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder probe``."""
    commands.add_parser("probe", help="say which sandbox this machine offers").set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Try each rung and print what came of it; exit status 1 where untrusted code would not be run."""
    for rung, reason in probe():
        print(f"{rung.name:12} {'works' if not reason else 'not here: ' + reason}\n{'':12} {rung.describes}")
    print(f"{NONE.name:12} only when named: --Autograder.sandbox=none\n{'':12} {NONE.describes}")
    try:
        print(f"\nin use: {choose_rung().name}")
    except SandboxError as error:
        print(f"\n{error}")
        return 1
    return 0
