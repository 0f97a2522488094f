"""Read a master without running it, and say what is wrong with it: metadata, points, markers, messages, test rules."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.masters import Master, MasterCell, scopes_of
from autograder.source import python_of

STATED = re.compile(r"\((\d+(?:\.\d+)?) points?\)")
_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
_ROW = re.compile(r"^\|(.+)\| *(\d+(?:\.\d+)?) *\|$", re.MULTILINE)
_STRUCTURE = {
    "isinstance",
    "issubclass",
    "hasattr",
    "callable",
    "len",
    "type",
    "ndim",
    "shape",
    "dtype",
    "size",
    "ndims",
}
"""what says something of a value's form and nothing of the value"""
_COMPARES = re.compile(r"(equal|close)$|^equals$|^assert_")
_TRAINS = {"fit", "train_on_batch", "compile", "GradientTape", "apply_gradients", "minimize"}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (``fault``) or that its author should look at (``remark``)."""

    cell: str
    """grade_id, or the name of a file"""
    words: str
    level: Literal["fault", "remark"] = "fault"


def lint(master: Master) -> list[Finding]:
    """Return all that can be found without running anything."""
    return [
        *_points(master),
        *(finding for cell in master.cells for finding in _markers(cell)),
        *(finding for cell in master.cells if cell.role == "test" for finding in _test_cell(cell, master)),
        *_imports_of_solutions(master),
        *_tasks_without_hidden_tests(master),
    ]


def task_of(master: Master) -> dict[str, str]:
    """Return for each test cell the solution cell before it: the task that it belongs to."""
    found, task = {}, ""
    for cell in master.cells:
        if cell.role == "solution":
            task = cell.id
        elif cell.role == "test":
            found[cell.id] = task
    return found


# points


def _points(master: Master) -> Iterator[Finding]:
    statement, stated, given = "", 0.0, 0.0
    table: list[float] = []
    headings: list[float] = []
    for cell in master.cells:
        if cell.role == "text":
            numbers = [float(number) for number in STATED.findall(cell.source)]
            if re.search(r"^\|.*points *\|$", cell.source, re.MULTILINE | re.IGNORECASE):
                table = [float(row[1]) for row in _ROW.findall(cell.source)]
            if numbers:
                yield from _compare(statement, stated, given)
                statement, stated, given = cell.id, sum(numbers), 0.0
                headings.append(stated)
        elif cell.role in ("test", "written"):
            if not cell.points > 0:
                yield Finding(cell.id, f"it gives {cell.points:g} points; a graded cell must give more than 0")
            if not statement:
                yield Finding(cell.id, 'no text before it states its points; write "(3 points)" in the task\'s heading')
            own = STATED.findall(cell.source)
            if own and sum(map(float, own)) != cell.points:
                yield Finding(cell.id, f"its text says {', '.join(own)} points, its metadata {cell.points:g}")
            given += cell.points
    yield from _compare(statement, stated, given)
    if table and table != headings:
        listed, named = (", ".join(f"{n:g}" for n in numbers) for numbers in (table, headings))
        yield Finding(master.path.name, f"the table of points lists {listed}; the tasks say {named}")


def _compare(statement: str, stated: float, given: float) -> Iterator[Finding]:
    if statement and stated != given:
        yield Finding(statement, f"the text says {stated:g} points, the cells below it give {given:g}")


# markers


def _markers(cell: MasterCell) -> Iterator[Finding]:
    home = {"SOLUTION": ("solution", "written"), "HIDDEN TESTS": ("test",)}
    open_ = ""
    for line in cell.source.splitlines():
        found = _MARKER.search(line)
        if not found:
            continue
        edge, kind = found.groups()
        if cell.role not in home[kind]:
            yield Finding(cell.id, f"marker {edge} {kind} in a {cell.role} cell")
        if edge == "BEGIN":
            if open_:
                yield Finding(cell.id, f"BEGIN {kind} before END {open_}")
            open_ = kind
        else:
            if open_ != kind:
                yield Finding(cell.id, f"END {kind} without BEGIN {kind}")
            open_ = ""
    if open_:
        yield Finding(cell.id, f"BEGIN {open_} without END {open_}")
    if cell.role in ("solution", "written") and "BEGIN SOLUTION" not in cell.source:
        yield Finding(cell.id, "no BEGIN/END SOLUTION: the whole cell is cut from the release", "remark")


def _tasks_without_hidden_tests(master: Master) -> Iterator[Finding]:
    tasks: dict[str, list[MasterCell]] = {}
    for test, task in task_of(master).items():
        tasks.setdefault(task, []).append(master.cell(test))
    for task, tests in tasks.items():
        if not any(test.has_hidden_tests for test in tests):
            yield Finding(task, "no hidden test: what students see is all that is checked", "remark")
    for cell in master.cells:
        if cell.role == "solution" and cell.id not in tasks:
            yield Finding(cell.id, "no test cell follows this solution cell", "remark")


# test cells


def _test_cell(cell: MasterCell, master: Master) -> Iterator[Finding]:
    try:
        tree = ast.parse(python_of(cell.source))
    except SyntaxError as error:
        yield Finding(cell.id, f"it is no Python: {error.msg} in line {error.lineno}")
        return
    for words in (
        *_messages(tree),
        *_last_value(tree, cell),
        *_bindings(cell, master),
        *_calls(tree, master),
        *_hidden_values(cell),
    ):
        yield Finding(cell.id, words)


def _messages(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and not _static(node.msg):
            what = "no message" if node.msg is None else "no fixed words in its message, and students see only those"
            yield f"line {node.lineno}: an assertion with {what}: {ast.unparse(node.test)[:60]}"
        if isinstance(node, ast.Raise) and _name(getattr(node.exc, "func", node.exc)) == "AssertionError":
            given = node.exc.args if isinstance(node.exc, ast.Call) else []
            if not any(map(_static, given)):
                yield f"line {node.lineno}: raise AssertionError without a message"
        if isinstance(node, ast.Call) and re.match(r"assert_", _name(node.func).rpartition(".")[2]):
            yield f"line {node.lineno}: {_name(node.func)} has no message; write assert np.allclose(...), message"
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Tuple) and node.test.elts:
            yield f"line {node.lineno}: assert (value, message) is always true; drop the brackets"
        if isinstance(node, ast.ExceptHandler) and _swallows(node):
            yield f"line {node.lineno}: this except also catches failed assertions; name the exception you expect"


def _static(node: ast.AST | None) -> bool:
    """Whether there is at least one letter that does not depend on the run."""
    return node is not None and any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and re.search(r"\w", part.value)
        for part in ast.walk(node)
    )


def _swallows(handler: ast.ExceptHandler) -> bool:
    names = {"BaseException", "Exception", "AssertionError"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    wide = any(kind is None or _name(kind) in names for kind in kinds)
    return wide and not any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(handler))


def _last_value(tree: ast.Module, cell: MasterCell) -> Iterator[str]:
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return
    value = last.value
    if isinstance(value, ast.Call) and _name(value.func) == "partial_credit":
        if len(value.args) == 3 and isinstance(value.args[2], ast.Constant) and value.args[2].value != cell.points:
            yield f"partial_credit gives up to {ast.unparse(value.args[2])}, the metadata says {cell.points:g} points"
        return
    number = isinstance(value, ast.Call) and _name(value.func) in ("float", "int", "sum", "round", "len", "bool", "str")
    if number or not isinstance(value, ast.Call):
        yield f"its last value is {ast.unparse(value)[:40]!r}, which nbgrader takes for a score; end with an assertion"


def _bindings(cell: MasterCell, master: Master) -> Iterator[str]:
    exported = {name for each in master.cells if each.role == "solution" for name in each.bound_names}
    bound = {
        symbol.get_name()
        for symbol in scopes_of(cell.source).get_symbols()
        if symbol.is_assigned() or symbol.is_namespace() or symbol.is_imported()
    }
    for name in sorted(bound & exported):
        yield f"it binds {name!r}, a name of the student's; give yours another name"
    read = {name for each in master.cells if each.role == "solution" for name in globals_of(each)}
    for name in sorted(set(cell.bound_names) & read - exported):
        yield (
            f"it binds {name!r}, which a solution cell reads: the change never reaches the student's process; "
            "pass it as an argument"
        )


def globals_of(cell: MasterCell) -> set[str]:
    """Names that a cell's code looks up outside itself."""
    found: set[str] = set()

    def walk(table: symtable.SymbolTable) -> None:
        top = table.get_type() == "module"
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (symbol.is_global() or (top and not symbol.is_assigned())):
                found.add(symbol.get_name())
        for child in table.get_children():
            walk(child)

    walk(scopes_of(cell.source))
    return found - set(cell.bound_names)


def _calls(tree: ast.Module, master: Master) -> Iterator[str]:
    exported = {name for cell in master.cells if cell.role == "solution" for name in cell.bound_names}
    modules = {
        (alias.asname or alias.name).partition(".")[0]
        for source in [tree, *(ast.parse(python_of(c.source)) for c in master.cells if c.role == "setup")]
        for node in ast.walk(source)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    solutions = [ast.parse(python_of(c.source)) for c in master.cells if c.role == "solution"]
    classes = {node.name for source in solutions for node in source.body if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        for words in (*_rule_of(node, exported, modules), *_rule_of_order(node, classes)):
            yield f"line {getattr(node, 'lineno', 0)}: {words}"


def _rule_of_order(node: ast.AST, classes: set[str]) -> Iterator[str]:
    """Find an order between objects made in the test: which is larger, their own methods say."""
    if isinstance(node, ast.Compare) and any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops):
        sides = [node.left, *node.comparators]
        if all(isinstance(side, ast.Call) and _name(side.func) in classes for side in sides):
            yield "no order between objects of the student's class: compare plain data that they return"


def _rule_of(node: ast.AST, exported: set[str], modules: set[str]) -> Iterator[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            names = [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
            if any("mock" in name for name in names):
                yield "no mock: it changes this process, not the student's; compare what comes back from calls"
        case ast.Name(id="monkeypatch" | "mocker"):
            yield f"no {node.id}: it changes this process, not the student's"
        case ast.Name(id="get_ipython" | "globals" | "locals" | "eval" | "exec" | "vars", ctx=ast.Load()):
            yield f"no {node.id}(): the student's names are not there; write the name itself"
        case ast.ClassDef():
            for base in node.bases:
                if _root(base) in exported:
                    yield f"no subclass of the student's class {_root(base)}: pass plain data or a function instead"
        case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node) in modules:
            yield f"it changes {ast.unparse(node)}: the student's process has its own copy of that module"
        case ast.Attribute(attr="data" | "grad", ctx=ast.Store()):
            yield "no assignment to .data or .grad: use set_weights or load_state_dict, or let the student's code do it"
        case ast.Attribute(attr="__name__") if isinstance(node.value, ast.Call) and _name(node.value.func) == "type":
            yield "no type(...).__name__: use isinstance"
        case ast.Attribute(attr="__class__" | "__code__" | "__globals__" | "__closure__"):
            yield f"no {node.attr}: use isinstance, or source_of(name)"
        case ast.Call():
            yield from _rule_of_call(node, exported, modules)


def _rule_of_call(node: ast.Call, exported: set[str], modules: set[str]) -> Iterator[str]:
    name = _name(node.func)
    last = name.rpartition(".")[2]
    if last in ("gca", "gcf", "get_fignums", "get_axes"):
        yield f"no {last}(): the figure is in the student's process; use figure_data(), or let the task return the Axes"
    if last in ("getsource", "getsourcelines", "getsourcefile"):
        yield f"no {last}: use source_of(name) of embedding_course.checks"
    if (last in _TRAINS and name not in ("re.compile", "compile")) or re.search(r"(^|\.)optim(izers)?\.", name):
        yield f"no training in a test ({name}): let a function of the student's train and return what you look at"
    if last == "step" and not node.args and isinstance(node.func, ast.Attribute):
        yield f"no training in a test ({name}): let a function of the student's train and return what you look at"
    if last in ("setattr", "delattr") and node.args and _root(node.args[0]) in modules | exported:
        yield f"it changes {ast.unparse(node.args[0])} by {last}: the student's process has its own copy"
    if last in ("copy_", "fill_", "zero_") and _root(node.func) in exported:
        yield f"no {last} on the student's parameters: use load_state_dict"
    if _root(node.func) in exported:
        for arg in [*node.args, *(keyword.value for keyword in node.keywords)]:
            made = _name(arg.func) if isinstance(arg, ast.Call) else ""
            if re.search(r"(^|\.)(nn|layers|losses|optim|optimizers)\.[A-Z]\w*$", made):
                yield f"{made}(...) is made here and cannot be passed on; pass a function, or make it in a set-up cell"


def _hidden_values(cell: MasterCell) -> Iterator[str]:
    if not cell.has_hidden_tests:
        return
    first, last = cell.source.find("BEGIN HIDDEN"), cell.source.find("END HIDDEN")
    begin, end = (cell.source.count("\n", 0, max(place, 0)) + 1 for place in (first, last))
    nodes = [node for node in ast.walk(ast.parse(python_of(cell.source))) if begin <= getattr(node, "lineno", 0) <= end]
    if not any(_looks_at_a_value(node) for node in nodes):
        yield "its hidden tests compare no value, only types or shapes, which are cheap to fake"


def _looks_at_a_value(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return not any(_structural(side) for side in sides) and not all(isinstance(s, ast.Constant) for s in sides)
    return isinstance(node, ast.Call) and bool(_COMPARES.search(_name(node.func).rpartition(".")[2]))


def _structural(node: ast.AST) -> bool:
    """Whether an expression is about a value's form only."""
    if isinstance(node, ast.Call):
        name = _name(node.func).rpartition(".")[2]
        inner = name in ("tuple", "list", "set", "sorted", "int") and all(_structural(arg) for arg in node.args)
        return name in _STRUCTURE or inner
    if isinstance(node, ast.Subscript):
        return _structural(node.value)
    return isinstance(node, ast.Attribute) and node.attr in _STRUCTURE


def _imports_of_solutions(master: Master) -> Iterator[Finding]:
    offered = {name for cell in master.cells if cell.role == "setup" for name in _imported(cell)}
    tests = [cell for cell in master.cells if cell.role == "test"]
    for cell in master.cells:
        if cell.role == "solution":
            for name in sorted(_imported(cell) - offered):
                users = [test.id for test in tests if name in globals_of(test)]
                if users:
                    words = f"it imports {name!r}, which {', '.join(users)} needs; import it in a set-up cell"
                    yield Finding(cell.id, words)


def _imported(cell: MasterCell) -> set[str]:
    symbols = scopes_of(cell.source).get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_imported()}


def _name(node: ast.AST | None) -> str:
    """The dotted name of an expression, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def _root(node: ast.AST) -> str:
    """The name at the beginning of an expression such as ``a.b(c)[d]``."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
