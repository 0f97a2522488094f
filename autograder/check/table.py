"""Show reports to a person at a terminal: a table a task, then what is wrong."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.check.contracts import Report


def show(reports: list[Report], console: Console) -> None:
    """Print every report; coloured on a terminal, plain elsewhere."""
    for report in reports:
        _show(report, console)
    broken = [report.assignment for report in reports if not report.ok]
    if broken:
        console.print(f"[bold red]broken contracts in {', '.join(broken)}[/]")
    else:
        console.print(f"[bold green]all contracts hold: {', '.join(report.assignment for report in reports)}[/]")


def _show(report: Report, console: Console) -> None:
    table = Table(title=report.assignment, title_justify="left", title_style="bold")
    for name in (
        "task",
        "points",
        "mutants",
        "killed by hidden",
        "killed by visible",
        "hidden only",
        "survive",
        "wrong/",
        "s",
    ):
        table.add_column(name, justify="left" if name == "task" else "right")
    for task in report.tasks:
        survive = len(task.verdicts) - task.hidden
        table.add_row(
            escape(task.id),
            f"{task.points:g}",
            str(len(task.verdicts)),
            str(task.hidden),
            str(task.visible),
            str(sum(bool(v.hidden) and not v.visible for v in task.verdicts)),
            f"[red]{survive}[/]" if survive else "0",
            str(task.wrong),
            f"{task.seconds:.3f}",
        )
    console.print(table)
    for line in summary(report):
        console.print(escape(line), soft_wrap=True)
    for verdict in report.equivalents:
        key = verdict.mutant.key
        line = f"equivalent  {key.cell}: {key.original} -> {key.replacement}: {verdict.reason}"
        console.print(escape(line.replace("\n", " / ")), style="dim", soft_wrap=True)
    for finding in report.findings:
        style = "red" if finding.level == "fault" else "yellow"
        console.print(f"[{style}]{finding.level:7}[/] {escape(finding.cell)}: {escape(finding.words)}", soft_wrap=True)
    console.print()


def summary(report: Report) -> list[str]:
    """Return the figures of an assignment, a line each."""
    accepted = [lost for variant, lost in report.variants if variant.kind == "accepted"]
    wrong = [lost == variant.fails for variant, lost in report.variants if variant.kind == "wrong"]
    run = len(report.verdicts) + len(report.equivalents)
    slowest = max(report.cell_seconds.items(), key=lambda item: item[1], default=("none", 0.0))
    return [
        f"reference {report.earned:g} of {report.points:g} points, untouched release {report.released:g}, "
        f"reference with the visible tests alone {report.visible_points:g}",
        f"accepted/: {sum(not lost for lost in accepted)} of {len(accepted)} keep all points; "
        f"wrong/: {sum(wrong)} of {len(wrong)} fail exactly the cells they name",
        f"mutants: {run} of {report.mutants} run, {len(report.equivalents)} listed as equivalent, hidden tests kill "
        f"{report.kill_rate:.1%} of the other {len(report.verdicts)}; {report.per_minute:.0f} mutants a minute",
        f"runs of the reference (tests alone, other orders, other seeds): {report.failures} of {report.runs} failed",
        f"functions made to return empty arrays: {report.emptied}, by three sorts of result",
        f"slowest cell {slowest[0]} {slowest[1]:.3f} s, memory {report.memory / 2**20:.0f} MiB, "
        f"sandbox {report.rung or 'none'}, check {report.seconds:.1f} s",
    ]
